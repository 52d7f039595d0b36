-- "Most chosen" is said of a package only when it is: by clinics, not by whoever recommends it.
create function public.most_bought_package()
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_most uuid[];
begin
  perform app.require_user();
  -- fewer than three clinics would tell what one of them bought
  select array_agg(c.package_id order by c.place) into v_most
  from (
    select u.package_id, rank() over (order by count(*) desc) as place
    from public.whatsapp_credit_purchases u
    where u.status = 'paid' and u.paid_at >= now() - interval '90 days' and u.package_id is not null
    group by u.package_id having count(distinct u.tenant_id) >= 3
  ) c
  where c.place = 1;
  return case when cardinality(v_most) = 1 then v_most[1] end;
end;
$$;
comment on function public.most_bought_package() is
  'Caller: any signed-in person. The package that was paid for most often in 90 days, by three clinics at least; NULL when there is none or several are. Errors: PT401 not_signed_in.';
revoke execute on function public.most_bought_package() from public, anon, authenticated;
grant execute on function public.most_bought_package() to authenticated;
