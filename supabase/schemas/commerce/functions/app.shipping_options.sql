create function app.shipping_options(p_shop public.shop_settings, p_cep text, p_grams integer, p_cents integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  with ways as (
    select 'pickup' as id, 'pickup' as kind, 'Retirar na clínica' as name, 0 as price_cents, null::int as days_min, null::int as days_max,
      coalesce(p_shop.pickup_note, p_shop.address) as note, 0 as position
    where p_shop.offers_pickup
    union all
    select * from (
      select distinct on (r.name) 'rate:' || r.id, 'ship', r.name, case when p_cents >= r.free_from_cents then 0 else r.price_cents end as price_cents,
        r.days_min::int, r.days_max::int, null::text, r.position::int
      from public.shipping_rates r
      where r.tenant_id = p_shop.tenant_id and p_cep between r.cep_from and r.cep_to and p_grams <= coalesce(r.max_grams, p_grams)
      order by r.name, 4, r.position, r.id
    ) rates
    union all
    -- what carriers said holds for whoever is filling in the form
    select 'carrier:' || a.provider || ':' || s.service, 'ship', s.name, s.price_cents + a.extra_cents, s.days_min + a.extra_days, s.days_max + a.extra_days,
      null::text, 1000
    from app.shipping_accounts a
    join app.shipping_quotes q on q.tenant_id = a.tenant_id and q.account_id = a.id and q.cep = p_cep and q.grams = app.parcel_grams(p_grams)
      and q.cents = app.parcel_cents(p_cents) and q.quoted_at > now() - interval '3 hours'
    cross join lateral jsonb_to_recordset(q.services) s (service text, name text, price_cents integer, days_min integer, days_max integer)
    where a.tenant_id = p_shop.tenant_id
  )
  select coalesce(jsonb_agg(to_jsonb(w) - 'position' order by w.position, w.price_cents, w.id), '[]') from ways w;
$$;
comment on function app.shipping_options(public.shop_settings, text, integer, integer) is
  'In which ways things of this weight and value get to a CEP, NULL: not said yet; by the table of the clinic, and as its carriers have said within three hours: [{id, kind (pickup | ship), name, price_cents, days_min, days_max, note}].';
revoke execute on function app.shipping_options(public.shop_settings, text, integer, integer) from public, anon, authenticated;
