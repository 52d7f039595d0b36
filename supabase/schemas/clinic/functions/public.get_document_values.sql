create function public.get_document_values(p_tenant_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_patient public.patients;
  v_zone text;
  v_clinic text;
  v_city text;
  v_session public.sessions;
begin
  v_patient := app.require_patient(p_tenant_id, p_patient_id);
  select t.time_zone, t.name into v_zone, v_clinic from public.tenants t where t.id = p_tenant_id;
  select l.city into v_city from public.document_letterheads l where l.tenant_id = p_tenant_id;
  -- what a declaration of attendance is mostly about
  select s.* into v_session from public.session_patients sp
  join public.sessions s on s.tenant_id = sp.tenant_id and s.id = sp.session_id
  where sp.tenant_id = p_tenant_id and sp.patient_id = p_patient_id and sp.status in ('scheduled', 'confirmed', 'attended')
    and s.starts_at between now() - interval '30 days' and now()
  order by s.starts_at desc limit 1;
  return jsonb_build_object(
    'treats', app.treats(p_tenant_id, p_patient_id, auth.uid()),
    'council', app.council_of(p_tenant_id, auth.uid()),
    'values', jsonb_strip_nulls(jsonb_build_object(
      'paciente', v_patient.name,
      'cpf', regexp_replace(v_patient.cpf, '(...)(...)(...)(..)', '\1.\2.\3-\4'),
      'nascimento', to_char(v_patient.birth_date, 'DD/MM/YYYY'),
      'data', to_char(now() at time zone v_zone, 'DD/MM/YYYY'),
      'hora', to_char(now() at time zone v_zone, 'HH24"h"MI'),
      'data_atendimento', to_char(coalesce(v_session.starts_at, now()) at time zone v_zone, 'DD/MM/YYYY'),
      'hora_inicio', to_char(v_session.starts_at at time zone v_zone, 'HH24"h"MI'),
      'hora_fim', to_char(v_session.ends_at at time zone v_zone, 'HH24"h"MI'),
      'terapeuta', app.author_name(p_tenant_id, auth.uid()),
      'conselho', app.council_of(p_tenant_id, auth.uid()),
      'clinica', v_clinic,
      'cidade', v_city)));
end;
$$;
comment on function public.get_document_values(uuid, uuid) is
  'Caller: members. What the variables of templates become for this patient and whoever asks: {treats, council, values: {paciente, cpf, nascimento, data, hora, data_atendimento, hora_inicio and hora_fim of the last session, terapeuta, conselho, clinica, cidade}}; what is not known is missing. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';
revoke execute on function public.get_document_values(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_document_values(uuid, uuid) to authenticated;
