create function app.audit_link(p_tenant_id uuid, p_entity text, p_entity_id text)
returns text
language sql
stable
set search_path = ''
as $$
  select case p_entity
    when 'session' then (
      select to_char(s.starts_at at time zone app.clinic_zone(p_tenant_id), 'YYYY-MM-DD') from public.sessions s
      where s.tenant_id = p_tenant_id and s.id::text = p_entity_id)
    when 'conversation' then (
      select t.thread_key from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id::text = p_entity_id)
    when 'payer' then (
      select y.patient_id::text from public.payers y where y.tenant_id = p_tenant_id and y.id::text = p_entity_id)
    when 'patient' then (
      select p.id::text from public.patients p where p.tenant_id = p_tenant_id and p.id::text = p_entity_id)
  end;
$$;
comment on function app.audit_link(uuid, text, text) is 'What a screen needs to open the thing of an audit row, null when it is gone: the day of a session, the key of a conversation, the patient of a payer.';
revoke execute on function app.audit_link(uuid, text, text) from public, anon, authenticated;
