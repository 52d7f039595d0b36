create function app.check_list_export(p_tenant_id uuid, p_subject jsonb, p_user_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if coalesce(p_subject ->> 'format', 'csv') not in ('csv', 'xlsx') or octet_length(p_subject::text) > 4000 or jsonb_typeof(coalesce(p_subject -> 'where', '{}')) <> 'object' then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  -- the first row: whoever may not see the list, or filters wrongly, is told now
  perform app.read_list_page(p_tenant_id, p_user_id, p_subject, null, 1);
  return jsonb_build_object('list', p_subject ->> 'list', 'search', p_subject ->> 'search', 'where', coalesce(p_subject -> 'where', '{}'),
    'format', coalesce(p_subject ->> 'format', 'csv'));
end;
$$;
comment on function app.check_list_export(uuid, jsonb, uuid) is
  'A list as filtered, for whoever sees it: {list, search, where, format: csv or xlsx}. Errors: PT400 invalid_filter, and those of the list.';
revoke execute on function app.check_list_export(uuid, jsonb, uuid) from public, anon, authenticated;
