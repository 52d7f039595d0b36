-- Whoever writes a lead, the change goes to Dinamize.
create trigger crm_leads_sync after insert or update of full_name, email, phone, company, status on public.crm_leads
  for each row execute function app.tg_crm_leads__sync();
