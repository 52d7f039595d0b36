create function public.list_own_patients_waiting(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_lines constant integer := 8;
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('total', count(*), 'lines', coalesce(
      jsonb_agg(app.today_line(w.t) || jsonb_build_object('patient_id', w.patient_id, 'patient_name', w.patient_name) order by w.place)
        filter (where w.place <= v_lines), '[]'))
    from (
      select t, c.patient_id, c.patient_name, row_number() over (order by t.waiting_since, t.id) as place
      from (
        select x.thread_id, min(p.id::text)::uuid as patient_id, string_agg(distinct p.name, ', ' order by p.name) as patient_name
        from public.care_team m
        join public.patients p on p.tenant_id = p_tenant_id and p.id = m.patient_id and p.archived_at is null
        cross join lateral app.threads_of_patient(p_tenant_id, m.patient_id) x (thread_id)
        where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.ended_at is null
        group by x.thread_id) c
      join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = c.thread_id
      where t.status = 'open' and t.waiting_since is not null and t.snoozed_until is null) w);
end;
$$;
comment on function public.list_own_patients_waiting(uuid) is
  'Caller: members. Conversations with patients whom the caller treats in which somebody waits for an answer, whoever waits longest first: {total, lines: [as in get_today, with patient_id and patient_name]}; eight lines. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_own_patients_waiting(uuid) from public, anon, authenticated;
grant execute on function public.list_own_patients_waiting(uuid) to authenticated;
