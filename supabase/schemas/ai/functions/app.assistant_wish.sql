create function app.assistant_wish(p_text text)
returns boolean
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_filler text := '(o|a|os|as|um|por|gentileza|esse|este|essa|esta|horario|sessao|consulta|minha|meu|eu|entao|sim|isso|mesmo|beleza|perfeito|otimo|certo|combinado|com|certeza|pra|para|mim|hoje|amanha|que|pena|la|ai|voce|vc)';
  v_yes text := '(sim|s|ss|isso|claro|com certeza|combinado|perfeito|certo|aceito|confirm(o|a|ar|ado|ada)|quero( sim)?|pode( ser| marcar| remarcar| desmarcar| cancelar| confirmar| agendar| sim)?|(re)?marca|(re)?marque|desmarca|desmarque|cancela|cancele|agenda|agende|fechado)';
  v_no text := '(nao|n|nao (quero|precisa|pode|confirmo|marca|marque|cancela|cancele)( mais)?|deixa( pra la| quieto)?|melhor nao|negativo|esquece)';
  v_text text;
begin
  if char_length(p_text) not between 1 and 160 or p_text like '%?%' then
    return null;
  end if;
  v_text := app.bare_words(p_text);
  if v_text = '' then
    return case when app.normalize_text(p_text) ~ '^\W*ok(ay)?\M' or p_text ~ '^\s*(👍|👌|✅|🆗)' then true when p_text ~ '^\s*👎' then false end;
  end if;
  if v_text ~ '(^| )(nao|n|nem|sem|deixa|negativo|esquece)( |$)' then
    return case when v_text ~ ('^((' || v_no || '|' || v_filler || ')( |$))+$') and v_text !~ '(^| )(sim|confirmo|quero sim)( |$)' then false end;
  end if;
  return case when v_text ~ ('^((' || v_yes || '|' || v_filler || ')( |$))+$') and v_text ~ ('(^| )' || v_yes || '( |$)') then true end;
end;
$$;
comment on function app.assistant_wish(text) is
  'true or false when a text says nothing but yes or no to what was proposed; NULL for questions, for a yes with a condition, and for everything else.';
revoke execute on function app.assistant_wish(text) from public, anon, authenticated;
