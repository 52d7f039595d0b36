-- What a text of a reminder may name: when, with whom, where. Nothing clinical is among it.
create function app.reminder_words(p_session public.sessions, p_patient_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('nome', split_part(p.name, ' ', 1), 'terapeuta', h.name, 'clinica', t.name,
      'data', split_part(app.moment_in_words(p_session.starts_at, t.time_zone), ', às ', 1),
      'hora', split_part(app.moment_in_words(p_session.starts_at, t.time_zone), ', às ', 2))
    from public.tenants t
    join public.patients p on p.tenant_id = t.id and p.id = p_patient_id
    join public.therapists h on h.tenant_id = t.id and h.user_id = p_session.therapist_id
    where t.id = p_session.tenant_id);
end;
$$;
comment on function app.reminder_words(public.sessions, uuid) is 'The values of {nome}, {data}, {hora}, {terapeuta} and {clinica} in a reminder; times are those of the clinic.';
revoke execute on function app.reminder_words(public.sessions, uuid) from public, anon, authenticated;
