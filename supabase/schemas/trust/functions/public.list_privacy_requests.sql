create function public.list_privacy_requests(p_tenant_id uuid, p_due_within integer default null, p_today date default null)
returns table (
  id uuid, patient_id uuid, person_name text, contact text, kind text, details text, received_on date, due_on date, days_left integer,
  state text, answer text, answered_at timestamptz, answered_by_name text, protocol text, origin text, email text, email_seen_at timestamptz, cpf text,
  birth_date date, acts_for text, likely_patient_id uuid, likely_patient_name text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_today date := coalesce(p_today, app.clinic_today(p_tenant_id));
begin
  perform app.require_admin(p_tenant_id);
  return query
  select r.id, r.patient_id, r.person_name, r.contact, r.kind, r.details, r.received_on, r.due_on, r.due_on - v_today, r.state, r.answer,
    r.answered_at, app.name_of_member(r.answered_by), app.privacy_protocol(r.id), r.origin, r.email, r.email_seen_at, r.cpf, r.birth_date, r.acts_for,
    l.id, l.full_name
  from public.privacy_requests r
  left join lateral (
    -- a CPF is one person's; an e-mail may be a family's, so it has to be of one patient alone
    select p.id, p.full_name from public.patients p
    where p.tenant_id = p_tenant_id and p.cpf = r.cpf
    union all
    select min(p.id::text)::uuid, min(p.full_name) from public.contact_emails e join public.patients p on p.tenant_id = p_tenant_id and p.id = e.patient_id
    where e.tenant_id = p_tenant_id and e.email = r.email having count(distinct p.id) = 1
    limit 1
  ) l on r.patient_id is null and r.state = 'open' and r.origin = 'page'
  where r.tenant_id = p_tenant_id and (p_due_within is null or r.state = 'open' and (r.origin = 'page' or r.due_on <= v_today + p_due_within))
  order by (r.state = 'open') desc, case when r.state = 'open' then r.due_on end, r.received_on desc, r.id
  limit 300;
end;
$$;
comment on function public.list_privacy_requests(uuid, integer, date) is
  'Caller: owner or administrators. Open requests first, the next due on top; p_due_within: open ones that are due within so many days, or that a person handed in. A request of the public page names the patient that it seems to be of, by CPF or e-mail. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_privacy_requests(uuid, integer, date) from public, anon, authenticated;
grant execute on function public.list_privacy_requests(uuid, integer, date) to authenticated;
