create function app.read_list_page(p_tenant_id uuid, p_user_id uuid, p_subject jsonb, p_after jsonb, p_limit integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_claims text := current_setting('request.jwt.claims', true);
  v_list app.export_lists;
  v_rows jsonb;
begin
  select * into v_list from app.export_lists l where l.key = p_subject ->> 'list';
  if v_list.key is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = 'list';
  end if;
  -- the list decides who sees what; whoever asked for the file had passed the second factor
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user_id, 'role', 'authenticated', 'aal', 'aal2')::text, true);
  execute format('select coalesce(jsonb_agg(r.one), ''[]'') from (%s) r (one)', v_list.page)
    into v_rows using p_tenant_id, nullif(p_subject ->> 'search', ''), coalesce(p_subject -> 'where', '{}'), p_after, p_limit;
  perform set_config('request.jwt.claims', coalesce(v_claims, ''), true);
  return jsonb_build_object('columns', v_list.columns, 'rows', v_rows);
end;
$$;
comment on function app.read_list_page(uuid, uuid, jsonb, jsonb, integer) is
  'Caller: worker. A page of a list as p_user_id sees it: {columns, rows}; p_after is the last row of the page before. p_subject {list, search, where}. Errors: PT400 invalid_filter, and those of the list.';
revoke execute on function app.read_list_page(uuid, uuid, jsonb, jsonb, integer) from public, anon, authenticated;
grant execute on function app.read_list_page(uuid, uuid, jsonb, jsonb, integer) to service_role;
