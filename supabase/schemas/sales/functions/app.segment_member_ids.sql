create function app.segment_member_ids(p_tenant_id uuid, p_entity text, p_segment_id uuid)
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_row public.segments := app.require_segment(p_tenant_id, p_segment_id, v_role);
begin
  if v_row.entity = p_entity then
    return query select app.segment_ids(p_tenant_id, v_row.entity, v_row.query, null, null, now(), v_role);
  end if;
end;
$$;
comment on function app.segment_member_ids(uuid, text, uuid) is
  'Caller: members, through the lists. Who belongs to a saved segment of that kind; nobody when it is of another. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 segment_not_found.';
revoke execute on function app.segment_member_ids(uuid, text, uuid) from public, anon, authenticated;
grant execute on function app.segment_member_ids(uuid, text, uuid) to authenticated;
