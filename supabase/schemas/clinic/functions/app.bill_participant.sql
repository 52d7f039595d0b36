create function app.bill_participant(
  p_session public.sessions, p_patient_id uuid, p_status text, p_payer_id uuid, p_again text, p_is_shared boolean default false
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_old public.session_bills;
  v_new public.session_bills;
  v_is_new boolean;
  v_is_typed boolean;
  v_moved boolean;
  v_policy public.absence_policies := app.absence_policy_of(p_session.tenant_id, p_session.therapist_id);
begin
  select * into v_old from public.session_bills b
  where b.tenant_id = p_session.tenant_id and b.session_id = p_session.id and b.patient_id = p_patient_id;
  v_is_new := v_old.session_id is null;
  v_new := v_old;
  v_new.tenant_id := p_session.tenant_id;
  v_new.session_id := p_session.id;
  v_new.patient_id := p_patient_id;
  v_new.therapist_id := p_session.therapist_id;
  v_new.session_type_id := p_session.session_type_id;
  v_new.day := (p_session.starts_at at time zone app.clinic_zone(p_session.tenant_id))::date;
  v_new.status := p_status;
  v_new.session_price_cents := p_session.price_cents;
  v_moved := v_is_new or (v_old.therapist_id, v_old.session_type_id) is distinct from (v_new.therapist_id, v_new.session_type_id);

  -- the price: what somebody typed into the session, or what the rules say
  v_is_typed := case when v_is_new then p_session.price_cents is distinct from (
      select t.price_cents from public.session_types t where t.tenant_id = p_session.tenant_id and t.id = p_session.session_type_id)
    else p_session.price_cents is distinct from v_old.session_price_cents end;
  if v_is_typed then
    v_new.price_cents := p_session.price_cents;
    v_new.price_source := 'session';
  elsif (v_moved or p_again = 'price') and v_old.price_source is distinct from 'session' then
    select s.price_cents, s.source into v_new.price_cents, v_new.price_source
    from app.session_price(p_session.tenant_id, p_patient_id, p_session.therapist_id, p_session.session_type_id) s;
  end if;

  -- the share: by what happened, as the policy is at that moment
  if v_is_new or v_old.status <> p_status then
    v_new.is_late := not v_is_new and p_status = 'cancelled' and app.is_late_cancel(p_session, v_policy);
    v_new.share_percent := app.absence_share(v_policy, p_status, v_new.is_late);
    if app.is_absence(p_status) is distinct from app.is_absence(v_old.status) then
      v_new.override_percent := null;
      v_new.override_reason := null;
      v_new.override_by := null;
      v_new.override_at := null;
      v_new.makeup_of := null;
    end if;
  end if;
  v_new.plan := coalesce(v_old.plan, 'single');
  v_new.holds_unit := coalesce(v_old.holds_unit, false);
  if p_is_shared then
    -- who stands first pays for everybody
    if v_old.holds_unit then
      perform app.give_unit_back(v_old);
    end if;
    v_new.holds_unit := false;
    v_new.package_id := null;
    v_new.monthly_fee_id := null;
    v_new.plan := 'shared';
  else
    if v_old.plan = 'shared' then
      v_old.plan := 'single';
      v_new.plan := 'single';
      v_moved := true;
    end if;
    v_new := app.cover_bill(v_old, v_new, v_moved or p_again is not null or v_old.day <> v_new.day);
  end if;
  v_new.charge_id := app.charge_bill(v_new, p_payer_id);
  perform app.keep_bill(v_new);
end;
$$;
comment on function app.bill_participant(public.sessions, uuid, text, uuid, text, boolean) is
  'What a participant of a session owes for it, from how things stand. Called again without a change it changes nothing. p_again: ''plan'', what covers it is looked up anew; ''price'', its price too. p_is_shared: somebody else of the session is charged for all.';
revoke execute on function app.bill_participant(public.sessions, uuid, text, uuid, text, boolean) from public, anon, authenticated;
