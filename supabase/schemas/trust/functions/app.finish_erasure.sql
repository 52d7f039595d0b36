-- The certificate, from what was counted while it was erased and from what is there now.
create function app.finish_erasure(p_erasure public.erasures)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_report jsonb;
begin
  -- words that nobody is called by any more
  delete from app.search_vocabulary v
  where v.tenant_id = p_erasure.tenant_id and v.word in (select jsonb_array_elements_text(p_erasure.scope -> 'words'))
    and not exists (
      select from app.search_entries s where s.tenant_id = v.tenant_id and s.words like '% ' || replace(replace(v.word, '%', '\%'), '_', '\_') || '%');
  -- what the audit says of the person, until this moment: that it was done stays
  perform app.erase_audit_details(p_erasure.tenant_id, a ->> 'entity', a ->> 'id')
  from jsonb_array_elements(p_erasure.scope -> 'audited') a;
  v_report := jsonb_build_object(
    'protocol', p_erasure.protocol,
    'clinic', (select t.name from public.tenants t where t.id = p_erasure.tenant_id),
    'requested_at', p_erasure.created_at, 'requested_by', app.name_of_member(p_erasure.requested_by), 'finished_at', now(),
    'erased', (
      select coalesce(jsonb_agg(jsonb_build_object('table', d.table_name, 'section', d.section, 'act', d.erasure,
        'rows', (p_erasure.counts ->> d.table_name)::bigint) order by d.position, d.table_name), '[]')
      from app.personal_data d where (p_erasure.counts ->> d.table_name)::bigint > 0),
    'kept', (
      select coalesce(jsonb_agg(k - 'erased' - 'act'), '[]')
      from jsonb_array_elements(app.erasure_plan(p_erasure.tenant_id, p_erasure.patient_id)) k where (k ->> 'kept')::bigint > 0)
      || case when jsonb_array_length(p_erasure.scope -> 'shared_threads') > 0 then (
          select jsonb_build_object('table', 'public.conversation_threads', 'section', 'conversations', 'rule', r.key, 'law', r.law,
            'reason', r.reason, 'until', null, 'kept', jsonb_array_length(p_erasure.scope -> 'shared_threads'))
          from app.retention_rules r where r.key = 'others') else '[]' end,
    'identity', (
      select jsonb_build_object('rules', to_jsonb(r.rules), 'until', r.keep_until) from app.retained_identities r
      where r.tenant_id = p_erasure.tenant_id and r.patient_id = p_erasure.patient_id));
  update public.erasures e set state = 'done', finished_at = now(), scope = null, report = v_report,
    sha256 = encode(sha256(convert_to(v_report::text, 'utf8')), 'hex')
  where e.tenant_id = p_erasure.tenant_id and e.id = p_erasure.id;
  perform app.audit(p_erasure.tenant_id, 'erasure.finished', 'erasure', p_erasure.id::text, null,
    jsonb_build_object('protocol', p_erasure.protocol));
  perform app.broadcast(p_erasure.tenant_id, 'erasure', jsonb_build_object('id', p_erasure.id));
  perform app.broadcast(p_erasure.tenant_id, 'patient', jsonb_build_object('id', p_erasure.patient_id));
end;
$$;
revoke execute on function app.finish_erasure(public.erasures) from public, anon, authenticated;
