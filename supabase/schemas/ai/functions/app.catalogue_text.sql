-- What a clinic offers and what it costs, as Markdown: types of sessions, and products that can be bought.
create function app.catalogue_text(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(string_agg(s.text, e'\n\n' order by s.place), '')
  from (
    select 1 as place, e'## Atendimentos\n\n| atendimento | duração | valor |\n|---|---|---|\n' || string_agg(
      format('| %s%s | %s minutos | %s |', replace(t.name, '|', '/'), case when t.is_online then ' (on-line)' else '' end, t.minutes,
        case when t.price_cents > 0 then app.reais(t.price_cents) else 'a combinar' end), e'\n' order by t.position, t.name_key) as text
    from public.session_types t where t.tenant_id = p_tenant_id and t.archived_at is null
    having count(*) > 0
    union all
    select 2, e'## Produtos e pacotes\n\n' || string_agg(
      format(e'- **%s**%s: %s%s', p.name, coalesce(' (' || p.category || ')', ''), v.prices,
        coalesce('. ' || left(nullif(regexp_replace(coalesce(i.summary, p.description), '\s+', ' ', 'g'), ''), 300), '')), e'\n' order by p.sort_key, p.id)
    from (
      select * from public.products x where x.tenant_id = p_tenant_id and x.archived_at is null order by x.sort_key, x.id limit 2000) p
    left join public.catalog_items i on i.tenant_id = p_tenant_id and i.product_id = p.id
    cross join lateral (
      select case when min(v.price_cents) = max(v.price_cents) then app.reais(min(v.price_cents))
        else string_agg(concat_ws(' ', array_to_string(v.choices, ', '), app.reais(v.price_cents)), '; ' order by v.position) end as prices
      from public.product_variants v
      where v.tenant_id = p_tenant_id and v.product_id = p.id and v.archived_at is null and v.price_cents > 0
      having count(*) > 0) v
    where app.module_is_on(p_tenant_id, 'products')
    having count(*) > 0) s;
$$;
revoke execute on function app.catalogue_text(uuid) from public, anon, authenticated;
