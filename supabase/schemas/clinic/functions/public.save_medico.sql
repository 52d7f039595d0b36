create function public.save_medico(
  p_tenant_id uuid, p_id uuid, p_version integer, p_medico jsonb, p_phones jsonb default '[]', p_emails jsonb default '[]'
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_number text := nullif(upper(regexp_replace(p_medico ->> 'council_number', '\s', '', 'g')), '');
  v_council text := nullif(p_medico ->> 'council', '');
  v_row public.medicos;
begin
  perform app.require_member(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if (v_council is null) <> (v_number is null) then
    raise sqlstate 'PT400' using message = 'invalid_council', detail = 'A council has a number, and a number a council.';
  end if;
  select * into v_row from public.medicos m where m.tenant_id = p_tenant_id and m.id = p_id for update;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  -- what the search finds the person by is written once, when all of it is there
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.medicos as m (
    tenant_id, id, full_name, specialty, council, council_state, council_number, note, created_by)
  values (
    p_tenant_id, p_id, app.require_name(p_medico ->> 'full_name'), app.trimmed(p_medico ->> 'specialty', 100), v_council,
    nullif(upper(btrim(p_medico ->> 'council_state')), ''), v_number,
    nullif(btrim(app.normalize_lines(left(p_medico ->> 'note', 2000))), ''), auth.uid())
  on conflict (tenant_id, id) do update set
    full_name = excluded.full_name, specialty = excluded.specialty, council = excluded.council, council_state = excluded.council_state,
    council_number = excluded.council_number, note = excluded.note, version = m.version + 1;
  perform app.save_contacts(p_tenant_id, 'medico', p_id, p_phones, p_emails);
  perform set_config('zelo.saves_person', '', true);
  perform app.index_medico(p_tenant_id, p_id);
  perform app.broadcast(p_tenant_id, 'medico', jsonb_build_object('id', p_id));
  return public.get_medico(p_tenant_id, p_id);
end;
$$;
comment on function public.save_medico(uuid, uuid, integer, jsonb, jsonb, jsonb) is
  'Caller: members. p_id comes from the client; p_version is the one that was read, null for somebody new. p_medico {full_name, specialty, council, council_state, council_number, note}; phones and e-mails as in save_patient. Answers get_medico. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_council, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT409 changed_meanwhile.';
revoke execute on function public.save_medico(uuid, uuid, integer, jsonb, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.save_medico(uuid, uuid, integer, jsonb, jsonb, jsonb) to authenticated;
