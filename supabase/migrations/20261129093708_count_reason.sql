-- count reason: A count says why units are missing.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "public"."close_stock_count"(uuid, uuid, boolean);

CREATE OR REPLACE FUNCTION public.close_stock_count (
  p_tenant_id uuid,
  p_id        uuid,
  p_apply     boolean DEFAULT true,
  p_note      text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_count public.stock_counts;
  v_line record;
  v_move public.stock_moves;
  v_changed integer := 0;
  v_note text := app.trimmed(p_note, 300);
begin
  perform app.require_stock_keeper(p_tenant_id);
  v_count := app.lock_open_count(p_tenant_id, p_id);
  if v_count.state <> 'open' then
    return public.get_stock_count(p_tenant_id, p_id);
  end if;
  if p_apply and v_note is null and exists (
    select from public.stock_count_lines l where l.tenant_id = p_tenant_id and l.count_id = p_id and l.difference < 0) then
    raise sqlstate 'PT400' using message = 'stock_reason_required';
  end if;
  if p_apply then
    perform app.lock_stock(p_tenant_id, array(
      select l.variant_id from public.stock_count_lines l where l.tenant_id = p_tenant_id and l.count_id = p_id));
    for v_line in
      select l.*, v.cost_cents from public.stock_count_lines l
      join public.product_variants v on v.tenant_id = p_tenant_id and v.id = l.variant_id
      where l.tenant_id = p_tenant_id and l.count_id = p_id and l.difference <> 0
      order by l.variant_id, l.lot_id
    loop
      v_move := null;
      v_move.tenant_id := p_tenant_id;
      v_move.kind := 'count';
      v_move.variant_id := v_line.variant_id;
      v_move.place_id := v_count.place_id;
      v_move.lot_id := v_line.lot_id;
      v_move.on_hand := v_line.difference;
      v_move.value_cents := v_line.difference::bigint * v_line.cost_cents;
      v_move.owner_kind := 'count';
      v_move.owner_id := p_id;
      v_move.note := v_note;
      perform app.post_stock(v_move);
      v_changed := v_changed + 1;
    end loop;
    perform app.audit(p_tenant_id, 'stock.counted', 'stock_count', p_id::text, null, jsonb_build_object('differences', v_changed), v_note);
  end if;
  update public.stock_counts c set state = case when p_apply then 'applied' else 'cancelled' end, closed_at = clock_timestamp(), closed_by = auth.uid(),
    note = coalesce(v_note, c.note)
  where c.tenant_id = p_tenant_id and c.id = p_id;
  perform app.broadcast(p_tenant_id, 'stock', '{}');
  return public.get_stock_count(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean, text) FROM PUBLIC, "anon", "service_role";

COMMENT ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean, text) IS 'Caller: owner, admin and operator. Ends a count: its differences become moves, all or none, or it is thrown away. Where units are missing p_note says why, and its moves say it too. What was sold since a line was counted stays sold. Repeated, it answers what became of it. Answers get_stock_count. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 stock_reason_required, PT404 count_not_found, PT409 out_of_stock, PT409 stock_is_reserved (detail: the variant).';

GRANT EXECUTE ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."close_stock_count"(uuid, uuid, boolean, text) TO "postgres";
