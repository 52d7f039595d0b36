create function app.erasure_plan(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_scope record;
  v_data app.personal_data;
  v_rule app.retention_rules;
  v_erased bigint;
  v_kept bigint;
  v_today date := app.clinic_today(p_tenant_id);
  v_plan jsonb := '[]';
begin
  select * into v_scope from app.person_scope(p_tenant_id, p_patient_id);
  for v_data in select * from app.personal_data d where d.erasure <> 'follows' order by d.position, d.table_name loop
    execute format('select count(*) filter (where %s), count(*) filter (where not (%s)) from %s t where t.tenant_id = $1 and (%s)',
      case v_data.erasure when 'keep' then 'false' else coalesce(v_data.erased_rows, 'true') end,
      case v_data.erasure when 'keep' then 'false' else coalesce(v_data.erased_rows, 'true') end, v_data.table_name, v_data.finder)
    into v_erased, v_kept using p_tenant_id, v_scope.patients, v_scope.threads, v_scope.payers, v_scope.addresses;
    continue when v_erased + v_kept = 0;
    select * into v_rule from app.retention_rules r where r.key = v_data.rule;
    v_plan := v_plan || (jsonb_build_object('table', v_data.table_name, 'section', v_data.section, 'act', v_data.erasure,
      'erased', v_erased, 'kept', v_kept)
      || case when v_kept > 0 then jsonb_build_object('rule', v_rule.key, 'law', v_rule.law, 'reason', v_rule.reason,
          'until', app.kept_until(p_tenant_id, v_scope.patients, v_rule.key, v_today)) else '{}' end);
  end loop;
  if cardinality(v_scope.shared_threads) > 0 then
    select * into v_rule from app.retention_rules r where r.key = 'others';
    v_plan := v_plan || jsonb_build_object('table', 'public.conversation_threads', 'section', 'conversations', 'act', 'keep', 'erased', 0,
      'kept', cardinality(v_scope.shared_threads), 'rule', v_rule.key, 'law', v_rule.law, 'reason', v_rule.reason, 'until', null);
  end if;
  return v_plan;
end;
$$;
comment on function app.erasure_plan(uuid, uuid) is
  'What an erasure of a person would do, by table: [{table, section, act, erased, kept, rule, law, reason, until}]. Rows that follow others are not told.';
revoke execute on function app.erasure_plan(uuid, uuid) from public, anon, authenticated;
