create function public.cancel_receipt(p_tenant_id uuid, p_id uuid, p_reason text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_scope uuid := app.receipt_scope(p_tenant_id, true);
  v_row public.receipts;
  v_reason text := app.trimmed(p_reason, 200);
begin
  select * into v_row from public.receipts r
  where r.tenant_id = p_tenant_id and r.id = p_id and (v_scope is null or r.therapist_id = v_scope) for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'receipt_not_found';
  end if;
  if v_row.cancelled_at is null then
    if v_reason is null or char_length(v_reason) < 3 then
      raise sqlstate 'PT400' using message = 'cancel_reason_required';
    end if;
    update public.receipts r set cancelled_at = now(), cancelled_by = auth.uid(), cancel_reason = v_reason
    where r.tenant_id = p_tenant_id and r.id = p_id returning * into v_row;
    perform app.tell_money(p_tenant_id, (select m.payer_id from public.money_payments m where m.tenant_id = p_tenant_id and m.id = v_row.payment_id));
  end if;
  return app.receipt_json(v_row);
end;
$$;
comment on function public.cancel_receipt(uuid, uuid, text) is
  'Caller: owner, admin and operator; a therapist the own. The receipt stays, with its number and the reason. Returns the row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 receipt_not_found, PT400 cancel_reason_required.';
revoke execute on function public.cancel_receipt(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.cancel_receipt(uuid, uuid, text) to authenticated;
