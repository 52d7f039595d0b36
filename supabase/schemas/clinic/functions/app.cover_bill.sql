-- What covers a participant of a session: a package's unit, a monthly fee, or nothing but its own price.
create function app.cover_bill(p_old public.session_bills, p_new public.session_bills, p_again boolean)
returns public.session_bills
language plpgsql
set search_path = ''
as $$
declare
  v_new public.session_bills := p_new;
  v_is_paid boolean := exists (
    select from public.money_charges c where c.tenant_id = p_old.tenant_id and c.id = p_old.charge_id and c.paid_cents > 0);
begin
  if p_old.holds_unit then
    if app.is_consumed(v_new, p_old.package_id) then
      return v_new;
    end if;
    perform app.give_unit_back(p_old);
    v_new.holds_unit := false;
    return v_new;
  end if;
  -- what is paid by itself stays so; who did not come changes nothing
  if v_is_paid or (app.is_absence(v_new.status) and p_old.session_id is not null) or v_new.override_percent = 0
    or not (p_again or p_old.session_id is null or p_old.plan = 'package' or app.is_absence(p_old.status)) then
    return v_new;
  end if;
  v_new.package_id := null;
  v_new.monthly_fee_id := app.monthly_fee_of(v_new);
  v_new.plan := case when v_new.monthly_fee_id is not null then 'monthly_fee' else 'single' end;
  if v_new.monthly_fee_id is null and not app.is_absence(v_new.status) then
    v_new.package_id := app.take_unit(v_new);
    v_new.holds_unit := v_new.package_id is not null;
    v_new.plan := case when v_new.holds_unit then 'package' else 'single' end;
  end if;
  return v_new;
end;
$$;
comment on function app.cover_bill(public.session_bills, public.session_bills, boolean) is
  'Decides what covers a participant, and takes or gives back the unit of a package. p_again: the day, the therapist, the type or a plan has changed.';
revoke execute on function app.cover_bill(public.session_bills, public.session_bills, boolean) from public, anon, authenticated;
