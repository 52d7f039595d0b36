create function public.list_imports(p_tenant_id uuid, p_limit integer default 50)
returns table (
  id uuid, kind text, file_name text, state text, policy text, done integer, total integer, created integer, updated integer, unchanged integer,
  merged integer, rejected integer, undone integer, kept integer, failure text, headings jsonb, requested_by uuid, requested_by_name text,
  created_at timestamptz, finished_at timestamptz, undo_until timestamptz, can_undo boolean, seconds_left integer
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
begin
  return query
  select i.id, i.kind, i.file_name, i.state, i.policy, i.done, i.total, i.created, i.updated, i.unchanged, i.merged, i.rejected, i.undone, i.kept,
    i.failure, coalesce(i.options -> 'headings', '[]'), i.requested_by, app.name_of_member(i.requested_by), i.created_at, i.finished_at, i.undo_until,
    i.state in ('ready', 'failed', 'cancelled') and i.created + i.updated > 0 and i.undo_until > now(),
    case when i.state = 'running' and i.done > 0 and i.total > i.done then
      ceil(extract(epoch from clock_timestamp() - i.started_at) / i.done * (i.total - i.done))::integer end
  from public.imports i join app.import_kinds k on k.key = i.kind and v_role = any (k.roles)
  where i.tenant_id = p_tenant_id and i.state <> 'uploading'
  order by i.created_at desc, i.id desc limit least(greatest(coalesce(p_limit, 50), 1), 100);
end;
$$;
comment on function public.list_imports(uuid, integer) is
  'Caller: owner, administrators, supervisors and reception; each sees the kinds that their role may import. The newest first; seconds_left: at the pace so far. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_imports(uuid, integer) from public, anon, authenticated;
grant execute on function public.list_imports(uuid, integer) to authenticated;
