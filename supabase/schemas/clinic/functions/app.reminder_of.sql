create function app.reminder_of(p_tenant_id uuid, p_payer_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_payer public.payers;
  v_settings public.money_settings;
  v_thread public.conversation_threads;
  v_name text;
  v_phone text;
  v_cents bigint;
  v_oldest date;
  v_charges integer;
  v_last timestamptz := app.last_reminder(p_tenant_id, p_payer_id);
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  select * into v_payer from public.payers y where y.tenant_id = p_tenant_id and y.id = p_payer_id;
  if v_payer.id is null then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  select * into v_settings from public.money_settings m where m.tenant_id = p_tenant_id;
  v_settings.reminder_days := coalesce(v_settings.reminder_days, 7);
  v_name := coalesce(v_payer.full_name, (select p.name from public.patients p where p.tenant_id = p_tenant_id and p.id = v_payer.patient_id));
  select sum(c.amount_cents - c.paid_cents), min(c.due_on), count(*) into v_cents, v_oldest, v_charges
  from public.money_charges c
  where c.tenant_id = p_tenant_id and c.payer_id = p_payer_id and c.reversed_at is null and c.due_on < app.clinic_today(p_tenant_id)
    and c.paid_cents < c.amount_cents;
  -- never a group: what somebody owes is nobody else's business
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.thread_key = app.thread_of_payer(v_payer);
  v_phone := coalesce(substring(v_thread.thread_key from '\+[0-9]+$'), v_payer.phone, (
    select f.phone from public.contact_phones f
    where f.tenant_id = p_tenant_id and f.patient_id = v_payer.patient_id order by f.is_primary desc, f.position limit 1));
  return jsonb_build_object('payer_id', p_payer_id, 'name', v_name, 'overdue_cents', coalesce(v_cents, 0), 'oldest_due_on', v_oldest,
    'charges', v_charges, 'thread_key', v_thread.thread_key, 'phone', v_phone, 'last_reminded_at', v_last,
    'next_on', (v_last at time zone v_zone)::date + v_settings.reminder_days, 'allowed_at', v_payer.reminders_allowed_at,
    'is_decent_hour', app.is_collection_hour(now(), v_zone),
    'body', replace(replace(replace(replace(coalesce(v_settings.reminder_text, app.reminder_text()),
        '{nome}', split_part(v_name, ' ', 1)), '{valor}', app.money_text(coalesce(v_cents, 0))),
        '{vencimento}', coalesce(to_char(v_oldest, 'DD/MM/YYYY'), '')),
        '{clinica}', (select t.name from public.tenants t where t.id = p_tenant_id)),
    'problems', to_jsonb(array_remove(array[
      case when coalesce(v_cents, 0) = 0 then 'nothing_overdue' end,
      case when v_thread.id is null then 'no_conversation' end,
      case when v_thread.opted_out then 'opted_out' end,
      case when (v_last at time zone v_zone)::date + v_settings.reminder_days > app.clinic_today(p_tenant_id) then 'too_soon' end,
      case when v_phone ~ '^\+551[1-9]' and v_payer.reminders_allowed_at is null then 'needs_permission' end], null)));
end;
$$;
comment on function app.reminder_of(uuid, uuid) is
  'The reminder that a payer could get now, and what stands against it. Errors: PT404 payer_not_found.';
revoke execute on function app.reminder_of(uuid, uuid) from public, anon, authenticated;
