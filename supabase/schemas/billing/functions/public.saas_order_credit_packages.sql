create function public.saas_order_credit_packages(p_ids uuid[])
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  lock table public.whatsapp_credit_packages in share row exclusive mode;
  update public.whatsapp_credit_packages k set position = o.place * 10
  from unnest(p_ids) with ordinality o (id, place) where k.id = o.id and k.position <> o.place * 10;
end;
$$;
comment on function public.saas_order_credit_packages(uuid[]) is
  'Caller: SaaS administrators. The order in which the shop shows the packages; those not named keep their place. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_order_credit_packages(uuid[]) from public, anon, authenticated;
grant execute on function public.saas_order_credit_packages(uuid[]) to authenticated;
