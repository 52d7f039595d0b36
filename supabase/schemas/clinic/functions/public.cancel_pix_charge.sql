create function public.cancel_pix_charge(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_pix app.pix_charges;
begin
  perform app.require_money_writer(p_tenant_id);
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id;
  if v_pix.id is null then
    raise sqlstate 'PT404' using message = 'pix_charge_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_pix.payer_id);
  update app.pix_charges p set cancel_asked_at = coalesce(p.cancel_asked_at, now())
  where p.tenant_id = p_tenant_id and p.id = p_id and p.status = 'pending' returning * into v_pix;
  if found then
    perform app.schedule_pix_check(p_tenant_id, p_id, now());
    perform app.tell_money(p_tenant_id, v_pix.payer_id);
  else
    select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id;
  end if;
  return jsonb_build_object('id', v_pix.id, 'status', v_pix.status);
end;
$$;
comment on function public.cancel_pix_charge(uuid, uuid) is
  'Caller: owner, admin and operator. A PIX is no longer wanted: it is taken off Asaas at once by a job; paid before that, it counts. Answers {id, status}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 pix_charge_not_found.';
revoke execute on function public.cancel_pix_charge(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_pix_charge(uuid, uuid) to authenticated;
