create function app.bill_session(p_tenant_id uuid, p_session_id uuid, p_again text default null, p_patient_id uuid default null)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_session public.sessions;
  v_one record;
  v_once boolean;
begin
  if exists (
    select from app.unbilled_sessions u where u.tenant_id = p_tenant_id and u.session_id = p_session_id and u.billed_at is null) then
    return;
  end if;
  -- everybody who pays, in one order; what is read below is read under these locks
  perform from public.payers p
  where p.tenant_id = p_tenant_id and (
    p.id in (
      select app.payer_of(p_tenant_id, sp.patient_id) from public.session_patients sp
      where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id)
    or p.id in (select c.payer_id from public.money_charges c where c.tenant_id = p_tenant_id and c.session_id = p_session_id))
  order by p.id for no key update;
  select * into v_session from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_session_id;
  v_once := coalesce(v_session.charges_once, (
    select t.charges_once from public.session_types t where t.tenant_id = p_tenant_id and t.id = v_session.session_type_id));
  for v_one in
    select sp.patient_id, case when v_once and l.is_lead then l.status else sp.status end as status, v_once and not l.is_lead as is_shared,
      app.payer_of(p_tenant_id, sp.patient_id) as payer_id, coalesce(b.holds_unit, false) as held
    from public.session_patients sp
    -- who pays for all is the first who has not left; the session is what the one did who did most
    cross join lateral (
      select sp.patient_id = (
          select o.patient_id from public.session_patients o where o.tenant_id = p_tenant_id and o.session_id = p_session_id
          order by o.status = 'cancelled', o.position, o.patient_id limit 1) as is_lead, (
          select o.status from public.session_patients o where o.tenant_id = p_tenant_id and o.session_id = p_session_id
          order by array_position(array['attended', 'confirmed', 'scheduled', 'missed', 'excused', 'cancelled'], o.status) limit 1) as status
    ) l
    left join public.session_bills b on b.tenant_id = p_tenant_id and b.session_id = sp.session_id and b.patient_id = sp.patient_id
    where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id and (p_patient_id is null or sp.patient_id = p_patient_id)
    -- what others no longer pay is taken back first
    order by v_once and l.is_lead, sp.position, sp.patient_id
  loop
    perform app.bill_participant(v_session, v_one.patient_id, v_one.status, v_one.payer_id, p_again, v_one.is_shared);
    if v_one.held and not exists (
      select from public.session_bills b
      where b.tenant_id = p_tenant_id and b.session_id = p_session_id and b.patient_id = v_one.patient_id and b.holds_unit) then
      perform app.refill_packages(p_tenant_id, v_one.patient_id);
    end if;
  end loop;
end;
$$;
comment on function app.bill_session(uuid, uuid, text, uuid) is
  'The money of a session follows the session: after every change of it, in its transaction. A unit of a package that comes free goes to the next session.';
revoke execute on function app.bill_session(uuid, uuid, text, uuid) from public, anon, authenticated;
