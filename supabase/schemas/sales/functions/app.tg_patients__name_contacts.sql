-- A contact who is a patient is called as the patient.
create function app.tg_patients__name_contacts()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.contacts c set full_name = new.name where c.tenant_id = new.tenant_id and c.patient_id = new.id and c.full_name <> new.name;
  return null;
end;
$$;
revoke execute on function app.tg_patients__name_contacts() from public, anon, authenticated;
