create function public.list_payer_statement(
  p_tenant_id uuid, p_payer_id uuid, p_until date default null, p_after jsonb default null, p_limit integer default 50
)
returns table (
  id uuid, number bigint, day date, kind text, origin text, amount_cents integer, balance_cents bigint, method text, patient_name text,
  type_name text, starts_local text, note text, reverses_id uuid, is_reversed boolean, refunded_cents integer, by_name text, created_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  perform app.require_money_reader(p_tenant_id);
  if not exists (select from public.payers y where y.tenant_id = p_tenant_id and y.id = p_payer_id) then
    raise sqlstate 'PT404' using message = 'payer_not_found';
  end if;
  return query
    select l.id, l.number, l.day, l.kind, l.origin, l.amount_cents, l.balance, l.method, p.name, t.name, app.local_text(s.starts_at, v_zone),
      l.note, l.reverses_id, l.is_reversed, l.refunded, f.full_name, l.created_at
    from (
      select e.id, e.number, d.day, e.kind, c.origin, e.amount_cents, e.method, e.note, e.reverses_id, e.patient_id, e.session_id,
        e.created_by, e.created_at, coalesce(c.reversed_at, m.reversed_at) is not null as is_reversed, coalesce(m.refunded_cents, 0) as refunded,
        sum(e.amount_cents) over (order by d.day, e.number) as balance
      from public.money_entries e
      left join public.money_charges c on c.tenant_id = p_tenant_id and c.id = e.id
      left join public.money_payments m on m.tenant_id = p_tenant_id and m.id = e.id
      left join public.money_charges r on r.tenant_id = p_tenant_id and r.id = e.reverses_id
      -- a charge counts on its day, and what takes it back not before it
      cross join lateral (select greatest(coalesce(c.due_on, e.occurred_on), r.due_on) as day) d
      where e.tenant_id = p_tenant_id and e.payer_id = p_payer_id
    ) l
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = l.patient_id
    left join public.sessions s on s.tenant_id = p_tenant_id and s.id = l.session_id
    left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
    left join public.profiles f on f.id = l.created_by
    where l.day <= coalesce(p_until, app.clinic_today(p_tenant_id))
      and (l.day, l.number) < (coalesce(app.typed_date(p_after ->> 'day'), 'infinity'), coalesce((p_after ->> 'number')::bigint, 0))
    order by l.day desc, l.number desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.list_payer_statement(uuid, uuid, date, jsonb, integer) is
  'Caller: owner, admin, supervisor and operator. What a payer owed and paid until a day (today), the newest first, with the balance after each line by day: what is charged for later sessions is not in it. p_after {day, number} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 payer_not_found, PT400 invalid_date.';
revoke execute on function public.list_payer_statement(uuid, uuid, date, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_payer_statement(uuid, uuid, date, jsonb, integer) to authenticated;
