-- The last product of a type is how credits of the type are given: it stays while a clinic has any of them.
create function app.require_product_unused(p_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_type text := (select p.addon_type from public.addon_products p where p.id = p_id and p.deleted_at is null);
  v_clinics bigint;
begin
  -- two that go at a time are one after the other, so that the second is seen to be the last
  perform from public.addon_products p where p.addon_type = v_type order by p.id for no key update;
  if exists (select from public.addon_products p where p.addon_type = v_type and p.id <> p_id and p.deleted_at is null) then
    return;
  end if;
  select count(*) into v_clinics from public.addon_credits a where a.addon_type = v_type and a.balance > 0;
  if v_clinics > 0 then
    raise sqlstate 'PT409' using message = 'product_in_use', detail = v_clinics::text, hint = 'Make it inactive instead.';
  end if;
end;
$$;
revoke execute on function app.require_product_unused(uuid) from public, anon, authenticated;
