create function app.thread_of_payer(p_payer public.payers)
returns text
language sql
stable
set search_path = ''
as $$
  select t.thread_key from public.conversation_threads t
  where t.tenant_id = p_payer.tenant_id and t.thread_key not like '%group:%' and t.id in (
    select app.threads_to_reach(p_payer.tenant_id, p_payer.patient_id)
    union select app.thread_of_phone(p_payer.tenant_id, p_payer.phone))
  order by t.last_message_at desc nulls last limit 1;
$$;
comment on function app.thread_of_payer(public.payers) is 'The conversation with who pays that was used last, never a group, or null.';
revoke execute on function app.thread_of_payer(public.payers) from public, anon, authenticated;
