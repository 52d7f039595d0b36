create function app.shop_lines(p_tenant_id uuid, p_lines jsonb)
returns table (
  n integer, variant_id uuid, slot_id uuid, at timestamptz, quantity integer, name text, slug text, kind text, price_cents integer,
  is_shipped boolean, needs_patient boolean, grams integer, therapist_id uuid, session_type_id uuid, at_local text, place text,
  available integer, problem text
)
language sql
stable
set search_path = ''
as $$
  with typed as (
    select l.n::int, app.typed_id(l.line ->> 'variant_id') as variant_id, app.typed_id(l.line ->> 'slot_id') as slot_id,
      app.online_moment(l.line ->> 'at') as at, least(greatest(coalesce(app.typed_number(l.line ->> 'quantity'), 1), 1), 99) as quantity
    from jsonb_array_elements(case jsonb_typeof(p_lines) when 'array' then p_lines else '[]' end) with ordinality l (line, n) where l.n <= 30
  ), found as (
    select t.*, v.tracks_stock, app.variant_name(q.name, v.choices) as name, i.slug, q.kind, v.price_cents, k.is_shipped, k.has_seats, k.gives_sessions,
      coalesce(i.weight_grams, 300) as grams, y.id as session_type_id, h.user_id as therapist_id, s.id as known_slot, s.starts_at, s.place,
      case when s.cancelled_at is null and s.starts_at > now() then s.capacity - s.reserved - s.sold else 0 end as seats,
      i.is_published and q.archived_at is null and v.archived_at is null as is_sold,
      app.clinic_zone(p_tenant_id) as zone
    from typed t
    left join public.product_variants v on v.tenant_id = p_tenant_id and v.id = t.variant_id
    left join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
    left join public.catalog_items i on i.tenant_id = p_tenant_id and i.product_id = q.id
    left join public.product_kinds k on k.key = q.kind
    left join public.session_types y on y.tenant_id = p_tenant_id and y.id = q.session_type_id and not k.gives_sessions and y.archived_at is null
    left join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = i.therapist_id and h.is_active and y.id is not null
    left join public.schedule_slots s on s.tenant_id = p_tenant_id and s.id = t.slot_id and s.product_id = q.id
  ), counted as (
    select f.*, case when f.has_seats then f.seats when f.tracks_stock then (
      select a.available from app.available_stock(p_tenant_id, array[f.variant_id]) a) end as available,
      -- two dates of one thing share its seats by date, two lines of one thing its stock
      sum(f.quantity) over (partition by f.variant_id, f.slot_id) as wanted
    from found f
  )
  select c.n, c.variant_id, c.slot_id, c.at, c.quantity, c.name, c.slug, c.kind, c.price_cents, c.is_shipped,
    c.therapist_id is not null or c.gives_sessions, c.grams, c.therapist_id, c.session_type_id,
    app.local_text(coalesce(c.starts_at, case when c.therapist_id is not null then c.at end), c.zone), c.place, c.available,
    case when not coalesce(c.is_sold, false) then 'gone'
      when c.has_seats and c.known_slot is null then 'needs_date'
      when c.therapist_id is not null and c.at is null then 'needs_time'
      when c.available <= 0 then 'sold_out'
      when c.wanted > c.available then 'fewer'
      when c.therapist_id is not null and (c.quantity > 1 or not exists (
        select from app.online_slots(p_tenant_id, array[c.therapist_id], c.session_type_id, (c.at at time zone c.zone)::date,
          (c.at at time zone c.zone)::date) o where o.starts_at = c.at)) then 'time_taken' end
  from counted c order by c.n;
$$;
comment on function app.shop_lines(uuid, jsonb) is
  'Lines of a cart [{variant_id, quantity, slot_id, at (UTC, as app.online_moment)}], 30 at most, as they stand now: prices are the clinic''s. problem: gone | needs_date | needs_time | sold_out | fewer (available says how many) | time_taken, or NULL. A hint; placing the order decides.';
revoke execute on function app.shop_lines(uuid, jsonb) from public, anon, authenticated;
