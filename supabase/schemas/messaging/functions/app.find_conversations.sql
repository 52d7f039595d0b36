create function app.find_conversations(p_tenant_id uuid, p_search text)
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  -- the patterns are part of the statement, so that its plan can use the index
  return query execute 'select s.record_id from app.search_entries s where s.tenant_id = $1 and s.kind = ''conversation'' and '
    || coalesce(app.search_condition(p_search), 'true') using p_tenant_id;
end;
$$;
comment on function app.find_conversations(uuid, text) is
  'Caller: members, through list_conversations. Ids of the clinic''s conversations that a search finds by name or phone. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function app.find_conversations(uuid, text) from public, anon, authenticated;
grant execute on function app.find_conversations(uuid, text) to authenticated;
