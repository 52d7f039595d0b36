create function app.find_people(p_tenant_id uuid, p_kind text, p_search text)
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  -- the patterns are part of the statement, so that its plan can use the index
  return query execute 'select s.record_id from app.search_entries s where s.tenant_id = $1 and s.kind = $2 and '
    || coalesce(app.search_condition(p_search), 'true') using p_tenant_id, p_kind;
end;
$$;
comment on function app.find_people(uuid, text, text) is
  'Caller: members, through list_patients and list_medicos. Ids of the people of a kind that a search finds. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function app.find_people(uuid, text, text) from public, anon, authenticated;
grant execute on function app.find_people(uuid, text, text) to authenticated;
