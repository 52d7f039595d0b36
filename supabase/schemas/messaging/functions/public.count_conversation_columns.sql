-- Ten thousand are as good as more: the screen says "9.999+".
create function public.count_conversation_columns(
  p_tenant_id uuid, p_filter text default 'all', p_search text default null, p_where jsonb default '{}'
)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_counts jsonb := '{}';
  v_column text;
  v_condition text;
  v_count bigint;
begin
  perform app.require_member(p_tenant_id);
  v_condition := app.list_condition(p_tenant_id, coalesce(p_filter, 'all'), p_search, coalesce(p_where, '{}') - 'column');
  foreach v_column in array array['new', 'in_progress', 'waiting_contact', 'finished'] loop
    execute 'select count(*) from (select from public.conversation_threads t where t.tenant_id = $1 and '
      || case v_column when 'finished' then 't.status = ''finished''' else format('t.status = ''open'' and t.board_column = %L', v_column) end
      || ' and ' || v_condition || ' limit 10000) s'
    into v_count using p_tenant_id;
    v_counts := v_counts || jsonb_build_object(v_column, v_count);
  end loop;
  return v_counts;
end;
$$;
comment on function public.count_conversation_columns(uuid, text, text, jsonb) is
  'Caller: members. Cards in each column of the board under the same filters as list_conversations, each counted up to 10,000: {new, in_progress, waiting_contact, finished}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';
revoke execute on function public.count_conversation_columns(uuid, text, text, jsonb) from public, anon, authenticated;
grant execute on function public.count_conversation_columns(uuid, text, text, jsonb) to authenticated;
