-- Somebody new, as they typed it.
create function app.add_online_patient(p_tenant_id uuid, p_full_name text, p_social_name text, p_phone text, p_note text default 'Cadastro novo, vindo do agendamento online.')
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid := gen_random_uuid();
begin
  perform set_config('zelo.saves_person', 'on', true);
  insert into public.patients (tenant_id, id, full_name, social_name, note)
  values (p_tenant_id, v_id, p_full_name, p_social_name, p_note);
  insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
  values (p_tenant_id, 'patient', v_id, p_phone, true, 1);
  perform set_config('zelo.saves_person', '', true);
  perform app.index_patient(p_tenant_id, v_id);
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', v_id));
  return v_id;
end;
$$;
revoke execute on function app.add_online_patient(uuid, text, text, text, text) from public, anon, authenticated;
