create function public.list_conversation_patients(p_tenant_id uuid, p_thread_key text)
returns table (
  id uuid, name text, full_name text, pronoun text, birth_date date, archived_at timestamptz, is_by_hand boolean, is_by_number boolean
)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_thread uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select p.id, p.name, p.full_name, p.pronoun, p.birth_date, p.archived_at, l.thread_id is not null, exists (
      select from public.conversation_addresses a
      join public.contact_phones c on c.tenant_id = a.tenant_id and c.phone = a.address
      where a.tenant_id = p_tenant_id and a.thread_id = v_thread and c.patient_id = p.id)
    from public.patients p
    left join public.patient_conversations l on l.tenant_id = p.tenant_id and l.thread_id = v_thread and l.patient_id = p.id
    where p.tenant_id = p_tenant_id and p.id in (select app.patients_of_thread(p_tenant_id, v_thread))
    order by p.archived_at nulls first, p.sort_name, p.id;
end;
$$;
comment on function public.list_conversation_patients(uuid, text) is
  'Caller: members. Whose conversation it is: nobody for an unknown number, several where a mother writes for her children. is_by_hand: linked by somebody; is_by_number: a number of the conversation is theirs. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_conversation_patients(uuid, text) from public, anon, authenticated;
grant execute on function public.list_conversation_patients(uuid, text) to authenticated;
