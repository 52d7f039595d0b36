create function public.list_session_calls(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return app.calls_to_make(p_tenant_id, case when v_role = 'therapist' then auth.uid() end, now());
end;
$$;
comment on function public.list_session_calls(uuid) is
  'Caller: members; a therapist sees the own sessions. Whom to call about sessions of the rest of today and of tomorrow, because nobody answered the reminder or none could go, and whom somebody reached already: [{session_id, patient_id, patient_name, therapist_name, starts_at, day, is_today, told_name: whoever is told for them|null, phone|null, thread_key|null, sent_at|null, reason: code|null, is_done, call: {id, outcome confirmed|cancelled|no_answer, by_name, at}|null}]; first whom nobody called, then whom nobody reached, then is_done. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_session_calls(uuid) from public, anon, authenticated;
grant execute on function public.list_session_calls(uuid) to authenticated;
