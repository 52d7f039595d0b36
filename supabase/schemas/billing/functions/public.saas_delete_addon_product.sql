create function public.saas_delete_addon_product(p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  -- before any row, as whoever saves one
  lock table public.addon_products in share row exclusive mode;
  perform app.require_product_unused(p_id);
  update public.addon_products set deleted_at = now(), is_active = false where id = p_id and deleted_at is null;
end;
$$;
comment on function public.saas_delete_addon_product(uuid) is
  'Caller: SaaS administrators. The product is offered no more; statements still name it, and one that is gone already is no error. Errors: PT401 not_signed_in, PT403 forbidden, PT409 product_in_use with detail = how many clinics have credits of its type, of which it is the last.';
revoke execute on function public.saas_delete_addon_product(uuid) from public, anon, authenticated;
grant execute on function public.saas_delete_addon_product(uuid) to authenticated;
