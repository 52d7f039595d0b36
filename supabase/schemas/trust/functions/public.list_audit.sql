create function public.list_audit(p_tenant_id uuid, p_filter jsonb default '{}', p_before uuid default null, p_limit integer default 50)
returns table (
  key uuid, at timestamptz, source text, actor_kind text, actor_id uuid, actor_name text, action text, area text, severity text,
  entity text, entity_id text, label text, link text, before jsonb, after jsonb, names jsonb, reason text, request_id text, seq bigint,
  erased_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return query
    select * from app.audit_page(p_tenant_id, app.require_audit_filter(p_filter), p_before, least(greatest(coalesce(p_limit, 50), 1), 200));
end;
$$;
comment on function public.list_audit(uuid, jsonb, uuid, integer) is
  'Caller: owner and administrators. Who did and read what, the latest first: audited acts, readings of records (never of private folders, and never what is written), events of sessions and conversations. p_filter as in app.audit_entries, p_before: key of the last row. names: how the ids in before and after are called. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';
revoke execute on function public.list_audit(uuid, jsonb, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_audit(uuid, jsonb, uuid, integer) to authenticated;
