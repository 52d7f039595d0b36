-- A charge that was paid otherwise, or taken back, must not be paid by the PIX that is still open.
create function app.tg_money_charges__recheck_pix()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.schedule_pix_check(new.tenant_id, p.id, clock_timestamp())
  from app.pix_charge_items i
  join app.pix_charges p on p.tenant_id = new.tenant_id and p.id = i.pix_charge_id
  where i.tenant_id = new.tenant_id and i.charge_id = new.id and p.status = 'pending';
  return null;
end;
$$;
revoke execute on function app.tg_money_charges__recheck_pix() from public, anon, authenticated;
