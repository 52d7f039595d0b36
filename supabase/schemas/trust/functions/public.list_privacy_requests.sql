create function public.list_privacy_requests(p_tenant_id uuid, p_due_within integer default null, p_today date default null)
returns table (
  id uuid, patient_id uuid, person_name text, contact text, kind text, details text, received_on date, due_on date, days_left integer,
  state text, answer text, answered_at timestamptz, answered_by_name text
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
    r.answered_at, app.name_of_member(r.answered_by)
  from public.privacy_requests r
  where r.tenant_id = p_tenant_id and (p_due_within is null or r.state = 'open' and r.due_on <= v_today + p_due_within)
  order by (r.state = 'open') desc, case when r.state = 'open' then r.due_on end, r.received_on desc, r.id
  limit 300;
end;
$$;
comment on function public.list_privacy_requests(uuid, integer, date) is
  'Caller: owner or administrators. Open requests first, the next due on top; p_due_within: open ones that are due within so many days. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_privacy_requests(uuid, integer, date) from public, anon, authenticated;
grant execute on function public.list_privacy_requests(uuid, integer, date) to authenticated;
