create function app.find_money(
  p_tenant_id uuid, p_kind text, p_cents integer, p_has_people boolean, p_patients uuid[], p_payers uuid[], p_therapist_id uuid, p_limit integer
)
returns table (id uuid, title text, patient_id uuid, detail jsonb)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_today date := app.clinic_today(p_tenant_id);
  v_ids uuid[];
begin
  if p_kind = 'charge' then
    if p_has_people then
      v_ids := array(
        select c.id from (
          select c.id, c.due_on, c.amount_cents, c.therapist_id, c.reversed_at from public.money_charges c
          where c.tenant_id = p_tenant_id and c.patient_id = any (p_patients)
          union
          select c.id, c.due_on, c.amount_cents, c.therapist_id, c.reversed_at from public.money_charges c
          where c.tenant_id = p_tenant_id and c.payer_id = any (p_payers)) c
        where c.reversed_at is null and (p_cents is null or c.amount_cents = p_cents) and (p_therapist_id is null or c.therapist_id = p_therapist_id)
        order by abs(c.due_on - v_today), c.id limit p_limit);
    else
      v_ids := array(
        select c.id from (
          (select c.id, c.due_on from public.money_charges c
            where c.tenant_id = p_tenant_id and c.amount_cents = p_cents and c.reversed_at is null and c.due_on <= v_today
              and (p_therapist_id is null or c.therapist_id = p_therapist_id)
            order by c.due_on desc limit p_limit)
          union all
          (select c.id, c.due_on from public.money_charges c
            where c.tenant_id = p_tenant_id and c.amount_cents = p_cents and c.reversed_at is null and c.due_on > v_today
              and (p_therapist_id is null or c.therapist_id = p_therapist_id)
            order by c.due_on limit p_limit)) c
        order by abs(c.due_on - v_today), c.id limit p_limit);
    end if;
    return query
      select c.id, coalesce(p.name, y.full_name), c.patient_id, jsonb_build_object('amount_cents', c.amount_cents, 'state', c.state, 'day', c.due_on, 'origin', c.origin,
        'payer_name', y.full_name)
      from unnest(v_ids) with ordinality i (id, place)
      join public.money_charges c on c.tenant_id = p_tenant_id and c.id = i.id
      left join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
      join public.payers y on y.tenant_id = p_tenant_id and y.id = c.payer_id
      order by i.place;
    return;
  end if;
  if p_has_people then
    v_ids := array(
      select m.id from public.money_payments m
      where m.tenant_id = p_tenant_id and m.reversed_at is null and (p_cents is null or m.amount_cents = p_cents)
        and m.payer_id in (
          select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id = any (p_patients)
          union all select unnest(p_payers))
      order by m.created_at desc, m.id limit p_limit);
  else
    v_ids := array(
      select m.id from public.money_payments m
      where m.tenant_id = p_tenant_id and m.amount_cents = p_cents and m.reversed_at is null
      order by m.created_at desc, m.id limit p_limit);
  end if;
  return query
    select m.id, coalesce(p.name, y.full_name), coalesce(e.patient_id, y.patient_id, (
        select c.patient_id from public.money_charges c where c.tenant_id = p_tenant_id and c.payer_id = m.payer_id order by c.due_on, c.id limit 1)),
      jsonb_build_object('amount_cents', m.amount_cents, 'day', e.occurred_on, 'method', e.method, 'kind', e.kind)
    from unnest(v_ids) with ordinality i (id, place)
    join public.money_payments m on m.tenant_id = p_tenant_id and m.id = i.id
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = i.id
    join public.payers y on y.tenant_id = p_tenant_id and y.id = m.payer_id
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = y.patient_id
    order by i.place;
end;
$$;
comment on function app.find_money(uuid, text, integer, boolean, uuid[], uuid[], uuid, integer) is
  'Caller: search_global. Charges (p_kind charge: nearest to today first) or payments (newest first) of an amount, of people, or both; p_therapist_id: of that agenda''s sessions alone. detail: {amount_cents, day, state, origin, payer_name | method, kind}.';
revoke execute on function app.find_money(uuid, text, integer, boolean, uuid[], uuid[], uuid, integer) from public, anon, authenticated;
