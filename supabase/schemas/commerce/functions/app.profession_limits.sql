create function app.profession_limits(p_tenant_id uuid, p_feature text)
returns text[]
language sql
stable
set search_path = ''
as $$
  select coalesce(array_agg(distinct l.council order by l.council), '{}')
  from public.profession_limits l
  where l.feature = p_feature and exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.is_active and t.council = l.council);
$$;
comment on function app.profession_limits(uuid, text) is
  'Councils of active therapists of a clinic that forbid a feature (coupons, packages, reviews) for what they do; empty: it is free. Things are not concerned, only what a therapist does.';
revoke execute on function app.profession_limits(uuid, text) from public, anon, authenticated;
