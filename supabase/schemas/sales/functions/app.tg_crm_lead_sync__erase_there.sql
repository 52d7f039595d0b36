create function app.tg_crm_lead_sync__erase_there()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.queue_contact_erasure(old.tenant_id, old.place, old.contact_code);
  return null;
end;
$$;
comment on function app.tg_crm_lead_sync__erase_there() is 'Whoever is erased here is erased at Dinamize.';
revoke execute on function app.tg_crm_lead_sync__erase_there() from public, anon, authenticated;
