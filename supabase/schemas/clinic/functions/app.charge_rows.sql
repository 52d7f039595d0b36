create function app.charge_rows(p_tenant_id uuid, p_ids uuid[])
returns table (
  id uuid, payer_id uuid, payer_name text, patient_id uuid, patient_name text, session_id uuid, therapist_id uuid, therapist_name text,
  origin text, type_name text, starts_local text, due_on date, amount_cents integer, paid_cents integer, state text, is_overdue boolean,
  note text, thread_key text
)
language sql
stable
set search_path = ''
as $$
  select c.id, c.payer_id, coalesce(q.name, y.full_name), c.patient_id, coalesce(p.name, y.full_name), c.session_id, c.therapist_id, h.name, c.origin, t.name,
    app.local_text(s.starts_at, z.zone), c.due_on, c.amount_cents, c.paid_cents, c.state,
    c.state in ('unpaid', 'partly') and c.due_on < (now() at time zone z.zone)::date, c.note, app.thread_of_payer(y)
  from (select app.clinic_zone(p_tenant_id) as zone) z
  join public.money_charges c on c.tenant_id = p_tenant_id and c.id = any (p_ids)
  join public.payers y on y.tenant_id = p_tenant_id and y.id = c.payer_id
  left join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
  left join public.patients q on q.tenant_id = p_tenant_id and q.id = y.patient_id
  left join public.sessions s on s.tenant_id = p_tenant_id and s.id = c.session_id
  left join public.session_types t on t.tenant_id = p_tenant_id and t.id = s.session_type_id
  left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = c.therapist_id;
$$;
comment on function app.charge_rows(uuid, uuid[]) is
  'Charges as screens show them. thread_key: the conversation with who pays.';
revoke execute on function app.charge_rows(uuid, uuid[]) from public, anon, authenticated;
