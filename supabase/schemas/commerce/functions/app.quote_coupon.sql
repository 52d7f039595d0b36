create function app.quote_coupon(p_tenant_id uuid, p_code text, p_lines jsonb)
returns integer
language plpgsql
stable
set search_path = ''
as $$
declare
  v_coupon public.coupons;
  v_today date := app.clinic_today(p_tenant_id);
  v_is_limited boolean := app.profession_limits(p_tenant_id, 'coupons') <> '{}';
  v_base integer;
begin
  select * into v_coupon from public.coupons c
  where c.tenant_id = p_tenant_id and c.code = upper(btrim(p_code)) and c.archived_at is null
    and coalesce(c.starts_on, v_today) <= v_today and coalesce(c.ends_on, v_today) >= v_today and c.uses < coalesce(c.max_uses, c.uses + 1);
  select coalesce(sum(l.cents), 0) into v_base from jsonb_to_recordset(p_lines) l (variant_id uuid, cents integer)
  where not v_is_limited or not app.is_care_item(p_tenant_id, l.variant_id);
  if v_coupon.id is null or v_base = 0 or v_base < v_coupon.minimum_cents then
    return null;
  end if;
  return least(v_base, case v_coupon.kind when 'percent' then round(v_base::numeric * v_coupon.value / 100)::int else v_coupon.value end);
end;
$$;
comment on function app.quote_coupon(uuid, text, jsonb) is
  'What a coupon would take off these lines [{variant_id, cents}], for whoever has not said who they are; NULL where it takes nothing. app.use_coupon decides.';
revoke execute on function app.quote_coupon(uuid, text, jsonb) from public, anon, authenticated;
