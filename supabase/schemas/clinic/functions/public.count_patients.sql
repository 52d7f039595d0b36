create function public.count_patients(p_tenant_id uuid, p_search text default null, p_where jsonb default '{}')
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_counts jsonb;
begin
  perform app.require_member(p_tenant_id);
  execute
    'select jsonb_build_object(''active'', count(*) filter (where p.archived_at is null), ''archived'', count(*) filter (where p.archived_at is not null))
    from public.patients p where p.tenant_id = $1 and p.merged_into_id is null and ' || app.patient_condition(p_tenant_id, p_where)
    || case when app.search_condition(p_search) is null then '' else ' and p.id in (select app.find_people($1, ''patient'', $2))' end
    into v_counts using p_tenant_id, p_search;
  return v_counts;
end;
$$;
comment on function public.count_patients(uuid, text, jsonb) is
  'Caller: members. {active, archived} of what a search and the filters of list_patients leave. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';
revoke execute on function public.count_patients(uuid, text, jsonb) from public, anon, authenticated;
grant execute on function public.count_patients(uuid, text, jsonb) to authenticated;
