create function public.cancel_schedule_slot(p_tenant_id uuid, p_slot_id uuid, p_reason text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_slot public.schedule_slots;
begin
  perform app.require_stock_keeper(p_tenant_id);
  select * into v_slot from public.schedule_slots s where s.tenant_id = p_tenant_id and s.id = p_slot_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'slot_not_found';
  elsif v_slot.cancelled_at is not null then
    return;
  elsif v_slot.reserved + v_slot.sold > 0 then
    raise sqlstate 'PT409' using message = 'seats_in_use', detail = (v_slot.reserved + v_slot.sold)::text;
  end if;
  update public.schedule_slots s set cancelled_at = now(), cancel_reason = app.trimmed(p_reason, 200)
  where s.tenant_id = p_tenant_id and s.id = p_slot_id;
end;
$$;
comment on function public.cancel_schedule_slot(uuid, uuid, text) is
  'Caller: owner, admin and operator. Takes a date off; whoever has bought it is refunded or moved before. A repetition changes nothing. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 slot_not_found, PT409 seats_in_use (detail: how many).';
revoke execute on function public.cancel_schedule_slot(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.cancel_schedule_slot(uuid, uuid, text) to authenticated;
