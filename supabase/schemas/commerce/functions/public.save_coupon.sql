create function public.save_coupon(p_tenant_id uuid, p_id uuid, p_coupon jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.coupons;
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_module(p_tenant_id, 'products');
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  begin
    v_row := jsonb_populate_record(null::public.coupons, p_coupon - 'tenant_id' - 'uses' - 'created_by' - 'created_at' - 'updated_at' - 'archived_at');
    v_row.code := upper(btrim(v_row.code));
    insert into public.coupons as c (tenant_id, id, code, kind, value, starts_on, ends_on, max_uses, max_uses_per_person, minimum_cents, archived_at, created_by)
    values (p_tenant_id, p_id, v_row.code, v_row.kind, v_row.value, v_row.starts_on, v_row.ends_on, v_row.max_uses, v_row.max_uses_per_person,
      coalesce(v_row.minimum_cents, 0), case when (p_coupon ->> 'is_archived')::boolean then now() end, auth.uid())
    on conflict (tenant_id, id) do update set
      code = excluded.code, kind = excluded.kind, value = excluded.value, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
      max_uses = excluded.max_uses, max_uses_per_person = excluded.max_uses_per_person, minimum_cents = excluded.minimum_cents,
      archived_at = case when excluded.archived_at is null then null else coalesce(c.archived_at, excluded.archived_at) end
    returning * into v_row;
  exception
    when unique_violation then
      raise sqlstate 'PT409' using message = 'coupon_code_taken';
    when check_violation or not_null_violation or invalid_text_representation or numeric_value_out_of_range or datetime_field_overflow
      or invalid_datetime_format then
      raise sqlstate 'PT400' using message = 'invalid_coupon';
  end;
  perform app.audit(p_tenant_id, 'coupon.saved', 'coupons', p_id::text, null, to_jsonb(v_row) - 'tenant_id' - 'id' - 'created_by' - 'created_at' - 'updated_at');
  return to_jsonb(v_row) - 'tenant_id';
end;
$$;
comment on function public.save_coupon(uuid, uuid, jsonb) is
  'Caller: owner and admin. A coupon {code, kind percent|fixed, value, starts_on, ends_on, max_uses, max_uses_per_person, minimum_cents, is_archived}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_coupon, PT409 coupon_code_taken.';
revoke execute on function public.save_coupon(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_coupon(uuid, uuid, jsonb) to authenticated;
