-- A contact who is a patient is called as the patient.
create trigger patients_name_contacts after update of full_name, social_name on public.patients
  for each row execute function app.tg_patients__name_contacts();
