create function public.list_exports(p_tenant_id uuid, p_kind text default null, p_subject jsonb default null, p_limit integer default 20)
returns table (
  id uuid, kind text, subject jsonb, state text, done integer, total integer, bytes bigint, sha256 text, failure text,
  expires_at timestamptz, created_at timestamptz, finished_at timestamptz, requested_by uuid, requested_by_name text, is_mine boolean
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return query
  select e.id, e.kind, e.subject,
    -- the hour has come, and the job that removes it has not run yet
    case when e.state = 'ready' and e.expires_at <= now() then 'expired' else e.state end,
    e.done, e.total, e.bytes, e.sha256, e.failure, e.expires_at, e.created_at, e.finished_at, e.requested_by,
    app.name_of_member(e.requested_by), e.requested_by = auth.uid()
  from public.exports e
  where e.tenant_id = p_tenant_id and (e.requested_by = auth.uid() or v_role in ('owner', 'admin'))
    and (p_kind is null or e.kind = p_kind) and (p_subject is null or e.subject @> p_subject)
  order by e.created_at desc, e.id
  limit least(greatest(coalesce(p_limit, 20), 1), 100);
end;
$$;
comment on function public.list_exports(uuid, text, jsonb, integer) is
  'Caller: any member, the own exports; owner and administrators those of everybody. Newest first. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_exports(uuid, text, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_exports(uuid, text, jsonb, integer) to authenticated;
