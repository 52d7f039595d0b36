-- opt wish as written: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.opt_wish (
  p_tenant_id uuid,
  p_body      text,
  OUT         effect text,
  OUT         keyword text
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  -- what we send, and where we have the person
  v_ours constant text := '(msgs?|mensage(m|ns|n)|lembretes?|avisos?|propagandas?|promoc(ao|oes)|ofertas?|novidades|notificac(ao|oes)|comunicac(ao|oes)|comunicados?|whats\w*|zaps?|sms|messages|mensajes)';
  v_many constant text := '(msgs|mensagens|lembretes|avisos|propagandas|promocoes|ofertas|novidades|notificacoes)';
  v_list constant text := 'lista\M(?! de (espera|presenca|chamada|exames?|documentos|materiais|compras))';
  v_which constant text := '( as| os| a| o| ess[ae]s?| est[ae]s?| suas?| seus?| tantas?| tantos?| nenhum\w*)*';
  v_please constant text := '( por favor| por gentileza| favor| pf\w*| logo| ja| obrigad[ao])*';
  -- nothing follows that has its own list
  v_of_us constant text := '\M(?! d[aoe]s? (?!lista|voces|vcs|sistema|cadastro de|tudo|meu numero|' || v_many || '))';
  v_may_ask constant boolean := p_body ~*
    'msg|mensa|lembrete|avis|notific|comunic|propagand|promo|ofert|novidade|zap|what|list|conta[ct]|cadast|n[uú]mero|number|receb|recib|mand|envi|perturb|incomod|inscr|descad|unsub|remove|stop|text|escrib|consent|pare|tir[ae]|paz';
  v_marked text;
  v_text text;
  v_bare text;
begin
  -- most messages say nothing of the kind, and this is asked about every one of them
  if char_length(p_body) > 60 and not v_may_ask then
    return;
  end if;
  -- words, with a mark where a sentence or a part of it ends; links are no words
  v_marked := regexp_replace(app.normalize_text(p_body), '\S+(://|\.\w{2,}/)\S*', ' ', 'g');
  v_marked := ' ' || btrim(regexp_replace(regexp_replace(v_marked, '\s*[,.;:!?\n]+\s*', ' , ', 'g'), '[^a-z0-9,]+', ' ', 'g'), ' ,') || ' ';
  -- as thumbs write them
  v_marked := regexp_replace(regexp_replace(regexp_replace(v_marked, ' (n|nn|naum|naun) ', ' nao ', 'g'), ' (qro|kero|qero) ', ' quero ', 'g'), ' d ', ' de ', 'g');
  v_text := regexp_replace(v_marked, '[ ,]+', ' ', 'g');

  -- nothing but the word, said once or more; a finger that stays on a key changes nothing
  v_bare := regexp_replace(regexp_replace(app.bare_words(p_body), '^(.+?)( \1)+$', '\1'), '(\w)\1+', '\1', 'g');
  select w.effect, w.word into effect, keyword from (
    select o.effect, o.word from app.opt_words o where regexp_replace(o.word, '(\w)\1+', '\1', 'g') = v_bare
    union all
    select 'opt_out', k.word from public.conversation_optout_keywords k
    where k.tenant_id = p_tenant_id and regexp_replace(k.word, '(\w)\1+', '\1', 'g') = v_bare
  ) w limit 1;
  if found then
    return;
  end if;

  -- asked not to; our own words read back to us; what the writer stops sending to others
  if not v_may_ask
    or v_marked ~ ' nao( \w+)? (par(ar?|em?)|sair|(re)?tir(em?|ar)|remov(am?|er)|exclu(am?|ir)|cancel(em?|ar)|descadastr(em?|ar)|deix(em?|ar)) '
    or v_text ~ ' (respond|digit|envi|mand|escrev)\w* (sair|parar|pare|stop|cancelar|descadastrar) (para|pra|p) '
    or v_text ~ ' (tentando|consigo|conseguir|preciso|quero|queria|vou|devo|posso|eu|a) (parar|pare|paro) de (mandar|enviar|escrever) '
  then
    return;
  end if;
  keyword := btrim(left(substring(v_text from
    ' ((par(ar(em)?|em?|a)|chega|deixem?( de)?)' || v_please || ' de (me |nos |te )?(mandar?|enviar?|encher|perturbar?|incomodar?|escrever)'
    || '|par(ar(em)?|em?) (de |com )?(receber |o envio de |tant[ao]s? |as |os |ess[ae]s? |est[ae]s? |suas? )*' || v_ours
    || '|((chega|basta) (de|com|dess[ae]s?|dest[ae]s?)|para com)( receber)?' || v_which || ' ' || v_ours
    || '|nao (quero|queria|queremos|desejo|gostaria de|pretendo|aceito|autorizo|tenho( mais)? interesse em)( mais)?( receber( mais)?)?( o envio de| de| mais| as| os| a| o| ess[ae]s?| est[ae]s?| suas?| nenhum\w*)* ' || v_ours
    || '|nao quero( mais)? receber( mais)?( nada| isso)?(?=( obrigad[ao]| por favor| de voces| de vcs)* $)'
    || '|(parar|deixar) de receber' || v_which || ' ' || v_ours || '|nao quero( mais)? ser (incomodad|perturbad)[ao]'
    || '|nao precisam? mais( me| nos)? (mandar|enviar)' || v_which || ' ' || v_ours
    || '|nao (quero|queria|gostaria) que( voces| vcs)?( me| nos)? (mandem|enviem|escrevam)'
    || '|((para|pra|de|prefiro) nao|nao preciso( mais)?) receber( mais)?' || v_which || ' ' || v_ours
    || '|nao (me |nos )?(mandem?|enviem?|perturbem?|incomodem?) mais(?= (nada|por aqui|aqui|' || v_ours || '| *$))'
    || '|nao (me |nos )(mandem?|enviem?) (nada|nenhuma)|nao (me |nos )(perturbem?|incomodem?|contat?c?t?em)|nao entr(e|em) mais em contato'
    || '|((re)?tir(a|em?|ar|arem)|retirada|remov(a|e|am?|er)|remocao|exclu(a|i|am?|ir)|exclusao|delet(a|em?|ar)|apag(a|ue|uem|ar)|risc(a|ar|quem)|(seja|ser|fosse) ((re)?tirad|removid|excluid)[ao])( (de|d[ao]s?|me|eu|nos|nois|o|meu|minha|esse|este|numero|telefone|celular|cel|contato|nome|ai|dai|daqui|dest[ae]?|dess[ae]|sua|seus|favor|por))* (' || v_list || '|dai(?= *$)|contatos|cadastro de ' || v_ours || ')'
    || '|((quero|queria|gostaria de|desejo|preciso|pra|para) sair d(a|e|essa|esta) (sua )?|sair d(a|essa|esta) (?=lista' || v_please || '( de voces| de vcs)? $))' || v_list
    || '|me (descadastr|desinscrev)(a|e|em|am|er|ar)' || v_of_us || '|(descadastrar|desinscrever)(?=' || v_please || ' $)' || '|(solicito|peco|quero|desejo) (o |meu |o meu )?descadastr(o|amento)' || v_of_us
    || '|descadastr(a|e|em?|ar) (o )?meu (numero|telefone|contato|celular|cel|whats\w*)'
    || '|(cancel|suspend|interromp|desativ|encerr)(a|o|e|em?|am|er|ar|amento) (d?o (recebimento|envio) d[aeo]s? ' || v_ours || '|(a |minha |a minha )?inscricao (na ' || v_list || '|nas ' || v_many || ')|(d?as |d?os |ess[ae]s |est[ae]s )?' || v_many || ')'
    || '|bloquei(a|em?) (o )?meu numero|(esquec(e|am?)|esqueca) (o )?meu numero(?! (antigo|velho|anterior|d[aoe]))|dispenso (as |os )?' || v_many
    || '|me deix(a|em?) em paz(?=' || v_please || ' $| com (ess|est|tant)[aeo])'
    || '|revogo (o |meu )?consentimento( para| de| receber| o| envio)* ' || v_ours
    || '|stop (texting|sending|messaging)|(remove|take) (me (from|off)|my number)|unsubscribe me|(do not|don t|dont) (text|message|contact) me'
    || '|no quiero( recibir)?( mas)? mensajes|no quiero recibir|no (me |nos )?(manden?|envien?|escriban?) mas|quitenme de la lista|dej(a|en?) de (escribir|enviar|mandar)\w*)'
  ), 60));
  -- "manda" is asked for at the beginning of a sentence, and told in its midst
  keyword := coalesce(keyword, btrim(left(substring(v_marked from
    '(?:^|,)(?: oi| gente| favor| por favor| pf\w*| voces| vcs)*( nao (me |nos )?(manda|envia)r? mais (nada|' || v_ours || '))'), 60)));
  if v_text ~ v_ours and v_marked ~ ('(^|,) (parem|pare)' || v_please || ' (,|$)') then
    keyword := coalesce(keyword, 'parem');
  end if;
  if keyword <> '' then
    effect := 'opt_out';
    return;
  end if;
  if v_text ~ ' nao (quero|queria|desejo|gostaria) ' then
    keyword := null;
    return;
  end if;
  keyword := btrim(left(substring(v_text from
    ' (((quero|queria|gostaria de|podem?|posso) voltar|volt[ae]m?) a (receber|mandar|enviar|me mandar|me enviar|me avisar)'
    || '|reativ(a|em?|ar)( (o|a|os|as|meu|minha|cadastro|numero|na|lista|de))* ' || v_many
    || '|quero receber( as| os| suas| ess[ae]s)? ' || v_many || ' (de novo|novamente|outra vez)|quero receber (de novo|novamente|outra vez)( as| os| suas)? ' || v_many
    || '|(coloc|bot|adicion|inclu)\w*( me| meu numero)? ((de volta|de novo|novamente) na ' || v_list || '|na lista (de volta|de novo|novamente))'
    || '|me inscrev\w+ (de novo|novamente)'
    || '|(mandem?|mandar|manda|ativa|ativar|ativem|liga|ligar|liguem|quero) (as|os|meus|minhas) ' || v_many || ' (de novo|novamente|de volta)'
    || '|(sair?|parar|parei) sem querer(?= .*receb)|retornar (as )?mensagens(?= $))'
  ), 60));
  effect := case when keyword <> '' then 'opt_in' end;
  keyword := nullif(keyword, '');
end;
$function$;
