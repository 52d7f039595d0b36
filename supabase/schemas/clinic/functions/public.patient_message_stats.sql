create function public.patient_message_stats(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_patient uuid;
  v_threads uuid[];
begin
  perform app.require_member(p_tenant_id);
  v_patient := app.surviving_patient(p_tenant_id, p_patient_id);
  if v_patient is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_threads := array(select t.thread_id from app.threads_of_patient(p_tenant_id, v_patient) t (thread_id) where t.thread_id is not null);
  return (
    select jsonb_build_object('total', count(*), 'received', count(*) filter (where m.direction = 'inbound'),
      'sent', count(*) filter (where m.direction = 'outbound'), 'first_at', min(m.occurred_at), 'last_at', max(m.occurred_at))
    from public.conversation_messages m where m.tenant_id = p_tenant_id and m.thread_id = any (v_threads)
  ) || jsonb_build_object('conversations', coalesce((
    select jsonb_agg(jsonb_build_object('thread_id', t.id, 'thread_key', t.thread_key, 'name', t.contact_name, 'phone', t.phone)
      order by t.last_message_at desc)
    from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = any (v_threads)), '[]'));
end;
$$;
comment on function public.patient_message_stats(uuid, uuid) is
  'Caller: members. {total, received, sent, first_at, last_at, conversations [{thread_id, thread_key, name, phone}]} of all conversations of a patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';
revoke execute on function public.patient_message_stats(uuid, uuid) from public, anon, authenticated;
grant execute on function public.patient_message_stats(uuid, uuid) to authenticated;
