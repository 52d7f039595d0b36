create function app.intake_texts_in_use(p_tenant_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(t.purpose, t.version) filter (where t.is_used), '{}')
  from (
    select distinct on (x.purpose) x.purpose, x.version, x.is_used from public.intake_texts x
    where x.tenant_id = p_tenant_id order by x.purpose, x.version desc
  ) t;
$$;
comment on function app.intake_texts_in_use(uuid) is 'Current version by purpose, of what is asked at all.';
revoke execute on function app.intake_texts_in_use(uuid) from public, anon, authenticated;
