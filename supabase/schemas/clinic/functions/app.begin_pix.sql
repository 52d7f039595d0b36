create function app.begin_pix(p_tenant_id uuid, p_id uuid, p_charge_ids uuid[], p_cpf_cnpj text default null)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_account uuid;
  v_payer public.payers;
  v_payer_id uuid;
  v_payers integer;
  v_charges integer;
  v_open integer;
  v_name text;
  v_document text;
  v_pix app.pix_charges;
  v_may_charge boolean;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif coalesce(cardinality(p_charge_ids), 0) not between 1 and 100 then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  elsif p_cpf_cnpj ~ '\w' and app.normalise_cpf_cnpj(p_cpf_cnpj) is null then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj';
  end if;
  select a.id into v_account from app.pix_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null;
  if v_account is null then
    raise sqlstate 'PT409' using message = 'pix_not_connected';
  end if;
  select count(distinct c.payer_id), min(c.payer_id::text)::uuid into v_payers, v_payer_id from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids);
  if v_payers <> 1 then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  end if;
  v_payer := app.lock_payer(p_tenant_id, v_payer_id);
  select count(*), coalesce(sum(c.amount_cents - c.paid_cents), 0) into v_charges, v_open from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.payer_id = v_payer_id and c.reversed_at is null;
  select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  -- Asaas never took it, for its document perhaps: the same press begins anew
  if v_pix.status = 'failed' and v_pix.asaas_payment_id is null then
    delete from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id;
    v_pix := null;
  end if;
  if v_pix.id is not null then
    if v_pix.payer_id <> v_payer_id or exists (
      select from app.pix_charge_items i
      where i.tenant_id = p_tenant_id and i.pix_charge_id = p_id and not i.charge_id = any (p_charge_ids)) then
      raise sqlstate 'PT409' using message = 'client_id_in_use', hint = 'Ask for the PIX with an id of its own.';
    end if;
  elsif v_charges < (select count(distinct u.id) from unnest(p_charge_ids) u (id)) then
    raise sqlstate 'PT404' using message = 'session_charge_not_found';
  elsif v_open = 0 then
    raise sqlstate 'PT409' using message = 'already_paid';
  else
    -- the same PIX is sent once more, rather than a second one made
    select * into v_pix from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.payer_id = v_payer_id and p.account_id = v_account and p.status = 'pending'
      and p.cancel_asked_at is null and p.amount_cents = v_open and p.due_on >= app.clinic_today(p_tenant_id) and not app.is_stale_pix(p)
      and (select array_agg(i.charge_id order by i.charge_id) from app.pix_charge_items i where i.tenant_id = p_tenant_id and i.pix_charge_id = p.id)
        = (select array_agg(c.id order by c.id) from public.money_charges c
          where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.paid_cents < c.amount_cents)
    order by p.created_at desc limit 1 for update;
  end if;
  v_name := coalesce(v_payer.full_name, (select q.name from public.patients q where q.tenant_id = p_tenant_id and q.id = v_payer.patient_id));
  if v_pix.id is null then
    v_document := coalesce(app.normalise_cpf_cnpj(p_cpf_cnpj), v_payer.cpf,
      (select q.cpf from public.patients q where q.tenant_id = p_tenant_id and q.id = v_payer.patient_id),
      -- whoever stands at the desk without a name is somebody else each time
      (select p.cpf_cnpj from app.pix_charges p
        where p.tenant_id = p_tenant_id and p.payer_id = v_payer_id and v_payer.identity <> 'counter' order by p.created_at desc limit 1));
    if v_document is null then
      raise sqlstate 'PT400' using message = 'payer_document_required', hint = 'Type the CPF of whoever pays.';
    end if;
    insert into app.pix_charges (tenant_id, id, account_id, payer_id, amount_cents, cpf_cnpj, due_on, created_by, created_at)
    values (p_tenant_id, p_id, v_account, v_payer_id, v_open, v_document, app.clinic_today(p_tenant_id) + 7, auth.uid(), clock_timestamp())
    returning * into v_pix;
    insert into app.pix_charge_items (tenant_id, pix_charge_id, charge_id, amount_cents)
    select p_tenant_id, p_id, c.id, c.amount_cents - c.paid_cents from public.money_charges c
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.paid_cents < c.amount_cents;
    -- whoever is killed now is found then, and an older PIX of the same charges is taken off
    perform app.schedule_pix_check(p_tenant_id, p_id, now() + interval '5 minutes');
    perform app.schedule_pix_check(p_tenant_id, p.id, now()) from app.pix_charges p
    where p.tenant_id = p_tenant_id and p.payer_id = v_payer_id and p.status = 'pending' and p.id <> p_id and app.is_stale_pix(p);
  end if;
  v_may_charge := v_pix.status = 'pending' and v_pix.asaas_payment_id is null
    and coalesce(v_pix.charging_until, '-infinity') < clock_timestamp();
  if v_may_charge then
    update app.pix_charges p set charging_until = clock_timestamp() + interval '30 seconds'
    where p.tenant_id = p_tenant_id and p.id = v_pix.id returning * into v_pix;
  end if;
  return jsonb_build_object('pix', app.pix_json(v_pix), 'may_charge', v_may_charge, 'thread_key', app.thread_of_payer(v_payer),
    'payer', jsonb_build_object('name', v_name, 'cpf_cnpj', v_pix.cpf_cnpj, 'email', null, 'asaas_customer_id', (
      select p.asaas_customer_id from app.pix_charges p
      where p.tenant_id = p_tenant_id and p.account_id = v_pix.account_id and p.payer_id = v_pix.payer_id and p.cpf_cnpj = v_pix.cpf_cnpj
        and p.asaas_customer_id is not null
      order by p.created_at desc limit 1)));
end;
$$;
comment on function app.begin_pix(uuid, uuid, uuid[], text) is
  'A PIX over what is open of these charges of one payer; idempotent by p_id, and the same charges are not asked for twice. Whoever calls has checked who asks. Returns {pix, may_charge, thread_key, payer {name, cpf_cnpj, email, asaas_customer_id}}; may_charge is true for one caller at a time, who looks for a charge with externalReference = pix.id before creating one. Errors: PT400 missing_client_id, PT404 session_charge_not_found, PT400 invalid_cpf_cnpj, PT409 pix_not_connected, PT409 client_id_in_use, PT409 already_paid, PT400 payer_document_required.';
revoke execute on function app.begin_pix(uuid, uuid, uuid[], text) from public, anon, authenticated;
