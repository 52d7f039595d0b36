-- A phone or an e-mail address: its person is found by it. Whoever saves a whole person does it once, at the end.
create function app.tg_contacts__index_words()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_tenant uuid := case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end;
  v_kind text := case when tg_op = 'DELETE' then old.entity_type else new.entity_type end;
  v_person uuid := case when tg_op = 'DELETE' then old.entity_id else new.entity_id end;
begin
  if current_setting('zelo.saves_person', true) = 'on' then
    return null;
  end if;
  if v_kind = 'patient' then
    perform app.index_patient(v_tenant, v_person);
  elsif v_kind = 'contact' then
    perform app.index_contact(v_tenant, v_person);
  elsif v_kind = 'company' then
    perform app.index_company(v_tenant, v_person);
  else
    perform app.index_medico(v_tenant, v_person);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_contacts__index_words() from public, anon, authenticated;
