create function public.saas_delete_credit_package(p_id uuid, p_note text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  perform app.note_package_change(p_note);
  -- purchases before their package, as events lock them
  perform from public.whatsapp_credit_purchases c where c.package_id = p_id order by c.id for no key update;
  delete from public.whatsapp_credit_packages where id = p_id;
end;
$$;
comment on function public.saas_delete_credit_package(uuid, text) is
  'Caller: SaaS administrators. Purchases keep its name and price; one that is gone already is no error; p_note says why. Errors: PT401 not_signed_in, PT403 forbidden, PT400 note_required.';
revoke execute on function public.saas_delete_credit_package(uuid, text) from public, anon, authenticated;
grant execute on function public.saas_delete_credit_package(uuid, text) to authenticated;
