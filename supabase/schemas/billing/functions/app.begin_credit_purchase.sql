create function app.begin_credit_purchase(p_tenant_id uuid, p_package_id uuid, p_client_id uuid, p_cpf_cnpj text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_package public.whatsapp_credit_packages;
  v_purchase public.whatsapp_credit_purchases;
  v_may_charge boolean;
begin
  perform app.require_admin(p_tenant_id);
  if p_client_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform pg_advisory_xact_lock(uuid_hash_extended(p_tenant_id, 6));
  select * into v_purchase from public.whatsapp_credit_purchases c
  where c.tenant_id = p_tenant_id and c.client_id = p_client_id for update;
  if not found then
    select * into v_package from public.whatsapp_credit_packages k where k.id = p_package_id and k.is_active;
    if not found then
      raise sqlstate 'PT404' using message = 'package_not_found', hint = 'Choose another package.';
    end if;
    -- every purchase is a charge at the provider, which counts them
    if (
      select count(*) from public.whatsapp_credit_purchases c
      where c.tenant_id = p_tenant_id and c.status <> 'paid' and c.created_at > now() - interval '1 hour'
    ) >= 10 then
      raise sqlstate 'PT429' using message = 'too_many_requests', hint = 'Pay one of those that wait, or try again in an hour.';
    end if;
    insert into public.whatsapp_credit_purchases (tenant_id, package_id, package_name, credits, amount_brl, client_id, cpf_cnpj,
      expires_at, next_check_at, created_by)
    values (p_tenant_id, v_package.id, v_package.name, v_package.credits, v_package.price_brl, p_client_id,
      app.require_payer_document(p_tenant_id, p_cpf_cnpj), now() + interval '1 hour', now() + interval '2 minutes', auth.uid())
    returning * into v_purchase;
    insert into app.purchase_routes (kind, identity, tenant_id, purchase_id)
    values ('purchase', v_purchase.id::text, p_tenant_id, v_purchase.id);
  -- a package that was deleted meanwhile left none behind
  elsif v_purchase.package_id <> p_package_id then
    raise sqlstate 'PT409' using message = 'client_id_in_use', hint = 'Begin the purchase with an id of its own.';
  end if;
  v_may_charge := v_purchase.status = 'pending' and v_purchase.asaas_payment_id is null
    and coalesce(v_purchase.charging_until, '-infinity') < clock_timestamp();
  if v_may_charge then
    update public.whatsapp_credit_purchases c set charging_until = clock_timestamp() + interval '30 seconds'
    where c.tenant_id = v_purchase.tenant_id and c.id = v_purchase.id returning * into v_purchase;
  end if;
  return jsonb_build_object('purchase', to_jsonb(v_purchase), 'may_charge', v_may_charge, 'payer', jsonb_build_object(
    'name', (select t.name from public.tenants t where t.id = p_tenant_id),
    'email', (select p.email from public.profiles p where p.id = auth.uid()),
    'cpf_cnpj', v_purchase.cpf_cnpj,
    'asaas_customer_id', (
      select c.asaas_customer_id from public.whatsapp_credit_purchases c
      where c.tenant_id = p_tenant_id and c.cpf_cnpj = v_purchase.cpf_cnpj and c.asaas_customer_id is not null
      order by c.created_at desc limit 1)));
end;
$$;
comment on function app.begin_credit_purchase(uuid, uuid, uuid, text) is
  'Caller: owner or admin, through create-whatsapp-credit-charge. Idempotent by client_id; the package''s price is frozen. Returns {purchase, may_charge, payer {name, email, cpf_cnpj, asaas_customer_id}}; may_charge is true for one caller at a time, who looks for a charge with externalReference = purchase.id before creating one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 package_not_found, PT429 too_many_requests, PT400 document_required, PT400 invalid_cpf_cnpj, PT409 client_id_in_use.';
revoke execute on function app.begin_credit_purchase(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.begin_credit_purchase(uuid, uuid, uuid, text) to authenticated;
